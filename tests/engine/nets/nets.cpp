#include "tests/engine/nets/nets.h"

#include <torch/utils.h>

#include <ATen/CPUGeneratorImpl.h>

namespace test {
namespace {

template <typename Net>
Net seeded(const nets::LayoutSpec& spec, std::uint64_t seed) {
  Net net(spec);
  const auto random = at::make_generator<at::CPUGeneratorImpl>(seed);
  engine::initialise(net, random);
  const torch::NoGradGuard no_grad;
  for (const engine::Stage& stage : net->stages()) {
    // Larger than a start of training, so that images are not grey and differences are visible.
    stage.weight.mul_(50.0 / std::sqrt(static_cast<double>(stage.weight.numel()) / stage.weight.size(-1)));
    if (stage.norm.is_empty()) continue;
    const auto draw = [&](const at::Tensor& into, double low, double high) {
      into.copy_(at::empty(into.sizes()).uniform_(low, high, random));
    };
    draw(stage.norm->bias, -0.3, 0.3);
    draw(stage.norm->running_mean, -0.2, 0.2);
    draw(stage.norm->running_var, 0.5, 1.5);
  }
  return net;
}

}  // namespace

at::Tensor pattern(at::IntArrayRef shape, std::uint64_t stream, double scale, double offset) {
  at::Tensor tensor = at::empty(shape);
  auto* out = tensor.mutable_data_ptr<float>();
  for (std::int64_t index = 0; index < tensor.numel(); ++index) {
    std::uint32_t hash =
        static_cast<std::uint32_t>(static_cast<std::uint64_t>(index) * 2654435761U + stream * 40503 + 12345);
    hash ^= hash >> 15;
    hash *= 2246822519U;
    hash ^= hash >> 13;
    out[index] = static_cast<float>((hash / 4294967296.0 * 2 - 1) * scale + offset);
  }
  return tensor;
}

nets::LayoutSpec small_spec(const std::string& layout, int size, int channels) {
  return {layout, size, channels, 8, 4, 4, 1e-5};
}

engine::Generator seeded_generator(const nets::LayoutSpec& spec, std::uint64_t seed) {
  return seeded<engine::Generator>(spec, seed);
}

engine::Discriminator seeded_discriminator(const nets::LayoutSpec& spec, std::uint64_t seed) {
  return seeded<engine::Discriminator>(spec, seed);
}

std::vector<core::Latent> seeded_latents(int count, int nz, std::uint64_t seed) {
  std::vector<core::Latent> latents;
  for (int index = 0; index < count; ++index) {
    latents.push_back(
        core::sample_latent(core::Prior::kGaussian, nz, seed + static_cast<std::uint64_t>(index)));
  }
  return latents;
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace test
