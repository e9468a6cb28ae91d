#include "core/engine/model/statistics.h"

#include <torch/utils.h>

namespace engine {
namespace {

constexpr std::uint64_t kStatisticsStream =
    0x73746174;  // apart from every stream that makes z for people to see

at::Device device_of(const Generator& g) {
  return g->stages().front().weight.device();
}

}  // namespace

at::Tensor draw_latents(core::Prior prior, int nz, int count, core::CounterRandom& random) {
  at::Tensor z = at::empty({count, nz});
  auto* out = z.mutable_data_ptr<float>();
  for (std::int64_t index = 0; index < z.numel(); ++index) {
    out[index] =
        static_cast<float>(prior == core::Prior::kGaussian ? random.gaussian() : 2 * random.uniform() - 1);
  }
  return z;
}

void gather_population_statistics(Generator& g, core::Prior prior, int batches, int batch_size,
                                  std::uint64_t seed) {
  const torch::NoGradGuard no_grad;
  core::CounterRandom random(seed, kStatisticsStream);
  for (int batch = 1; batch <= batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, batch_size, random).to(device_of(g));
    g->forward_batch_statistics(z, 1.0 / batch);  // the first replaces what was there
  }
}

void gather_discriminator_statistics(Discriminator& d, Generator& g, core::Prior prior, int batches,
                                     int batch_size, std::uint64_t seed) {
  const torch::NoGradGuard no_grad;
  core::CounterRandom random(seed, kStatisticsStream + 1);
  const bool was_training = g->is_training();
  g->eval();
  for (int batch = 1; batch <= batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, batch_size, random).to(device_of(g));
    d->forward_batch_statistics(g->forward(z), 1.0 / batch);
  }
  g->train(was_training);
}

}  // namespace engine
