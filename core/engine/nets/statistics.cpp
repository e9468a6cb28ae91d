#include "core/engine/nets/statistics.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {
namespace {

constexpr std::uint64_t kStatisticsStream =
    0x73746174;  // apart from every stream that makes z for people to see

at::Device device_of(const Generator& g) {
  return g->stages().front().weight.device();
}

at::Tensor label_rows(const nets::LayoutSpec& spec, const GatherOptions& options, const at::Device& device) {
  return spec.classes == 0 ? at::Tensor() : one_hot(options.batch, options.label, spec.classes, device);
}

/// The first batch's statistics replace the old ones with weight 1, but 0 times NaN is NaN.
template <class Net>
void forget_statistics(Net& net) {
  for (const Stage& stage : net->stages()) {
    if (stage.norm.is_empty()) continue;
    stage.norm->running_mean.zero_();
    stage.norm->running_var.fill_(1);
  }
}

}  // namespace

bool has_batch_norm(const std::vector<nets::StageLayout>& stages) {
  return std::any_of(stages.begin(), stages.end(),
                     [](const nets::StageLayout& one) { return !one.norm.empty(); });
}

at::Tensor draw_latents(core::Prior prior, int nz, int count, core::CounterRandom& random) {
  at::Tensor z = at::empty({count, nz});
  auto* out = z.mutable_data_ptr<float>();
  for (std::int64_t index = 0; index < z.numel(); ++index) {
    out[index] =
        static_cast<float>(prior == core::Prior::kGaussian ? random.gaussian() : 2 * random.uniform() - 1);
  }
  return z;
}

void gather_population_statistics(Generator& g, core::Prior prior, const GatherOptions& options,
                                  const core::Progress& progress) {
  const torch::NoGradGuard no_grad;
  core::CounterRandom random(options.seed, kStatisticsStream);
  const at::Tensor label = label_rows(g->spec(), options, device_of(g));
  forget_statistics(g);
  for (int batch = 1; batch <= options.batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, options.batch, random).to(device_of(g));
    g->forward_batch_statistics(z, 1.0 / batch, label);
    progress.at(batch, options.batches, "batches");
  }
}

void gather_discriminator_statistics(Discriminator& d, Generator& g, core::Prior prior,
                                     const GatherOptions& options) {
  const torch::NoGradGuard no_grad;
  core::CounterRandom random(options.seed, kStatisticsStream + 1);
  const at::Tensor label = label_rows(g->spec(), options, device_of(g));
  const bool was_training = g->is_training();
  g->eval();
  forget_statistics(d);
  for (int batch = 1; batch <= options.batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, options.batch, random).to(device_of(g));
    d->forward_batch_statistics(g->forward(z, label), 1.0 / batch, label);
  }
  g->train(was_training);
}

double statistics_difference(const Generator& g, core::Prior prior, int label) {
  const torch::NoGradGuard no_grad;
  constexpr int kCompared = 256;
  core::CounterRandom random(kGatherSeed, kStatisticsStream + 2);
  const at::Tensor z = draw_latents(prior, g->spec().nz, kCompared, random).to(device_of(g));
  GatherOptions options;
  options.batch = kCompared;
  options.label = label;
  const at::Tensor rows = label_rows(g->spec(), options, device_of(g));
  Generator copy = deep_copy(g);  // a forward pass with batch statistics moves the running ones
  const at::Tensor by_batch = copy->forward_batch_statistics(z, 0.0, rows);
  copy->eval();
  const double difference = (copy->forward(z, rows) - by_batch).abs().mean().item<double>() / 2;
  const bool spoils = !std::isfinite(difference) && by_batch.isfinite().all().item<bool>();
  return spoils ? std::numeric_limits<double>::infinity() : difference;
}

}  // namespace engine
