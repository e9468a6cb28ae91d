#include "core/engine/train/train_state.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

#include <algorithm>
#include <span>

#include "core/base/hash.h"
#include "core/engine/nets/arrays.h"
#include "core/run/step_random.h"

namespace engine {
namespace {

AdamOptions adam_options(const core::TrainOptions& options) {
  return {options.beta1, options.beta2, options.adam_eps, options.weight_decay};
}

/// A net with weights drawn from the run's seed.
template <typename Net>
Net fresh(const core::TrainOptions& options, at::Device device, core::RandomUse use) {
  Net net(nets::layout_spec(options));
  core::CounterRandom random = core::step_random(options.seed, use, 0);
  const std::uint64_t low = random.bits();
  initialise(net, at::detail::createCPUGenerator(low | (static_cast<std::uint64_t>(random.bits()) << 32)));
  net->to(device);
  net->train();
  return net;
}

bool finite(const torch::nn::Module& net) {
  const auto is_finite = [](const at::Tensor& tensor) { return at::isfinite(tensor).all().item<bool>(); };
  const std::vector<at::Tensor> parameters = net.parameters(), buffers = net.buffers();
  return std::all_of(parameters.begin(), parameters.end(), is_finite) &&
         std::all_of(buffers.begin(), buffers.end(), is_finite);
}

void add_to_hash(core::Sha256& hash, const io::WeightsFile& file) {
  for (const io::NamedArray& array : file.arrays) {
    hash.update(std::as_bytes(std::span(array.name)));
    hash.update(array.bytes);
  }
}

}  // namespace

TrainState::TrainState(const core::TrainOptions& options, at::Device device)
    : g(fresh<Generator>(options, device, core::RandomUse::kGeneratorStart)),
      d(fresh<Discriminator>(options, device, core::RandomUse::kDiscriminatorStart)),
      adam_g(g->parameters(), adam_options(options)),
      adam_d(d->parameters(), adam_options(options)) {
  if (options.ema > 0) ema = deep_copy(g);
}

double rate_factor(const core::TrainOptions& options, std::int64_t step, double seconds) {
  if (options.lr_decay_from >= 1) return 1;
  double done = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(options.steps, 1));
  if (options.minutes > 0) done = std::max(done, seconds / (60 * options.minutes));
  return std::clamp((1 - done) / (1 - options.lr_decay_from), 0.0, 1.0);
}

std::string state_digest(const TrainState& state, const core::TrainOptions& options) {
  io::WeightsFile file;
  append_arrays(file, *state.g, "G.");
  append_arrays(file, *state.d, "D.");
  if (!state.ema.is_empty()) append_arrays(file, *state.ema, "G_ema.");
  state.adam_g.append_arrays(file, "adam_g.");
  state.adam_d.append_arrays(file, "adam_d.");
  core::Sha256 hash;
  add_to_hash(hash, file);
  const std::int64_t position[] = {static_cast<std::int64_t>(options.seed), state.step,
                                   state.step * options.batch};
  hash.update(std::as_bytes(std::span(position)));
  return hash.hex();
}

bool all_finite(const TrainState& state) {
  at::NoGradGuard no_grad;
  return finite(*state.g) && finite(*state.d) && (state.ema.is_empty() || finite(*state.ema));
}

}  // namespace engine
