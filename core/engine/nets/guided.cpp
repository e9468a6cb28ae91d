#include "core/engine/nets/guided.h"

#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/nets/tensors.h"

namespace engine {
namespace {

/// The slope of an activation below 0: LeakyReLU's leak, none for ReLU.
double slope_of(const nets::StageLayout& layout) {
  return layout.activation == nets::Activation::kLeakyRelu ? layout.slope : 0.0;
}

/// One LeakyReLU on the way back; `slope` is its leak.
at::Tensor through_activation(const at::Tensor& gradient, const at::Tensor& pre_activation, double slope,
                              const core::GuidedOptions& options) {
  const double below = options.plain_gradient || options.leak_in_backward ? slope : 0.0;
  const at::Tensor factor = at::where(pre_activation > 0, at::ones({}, gradient.options()),
                                      at::full({}, below, gradient.options()));
  const at::Tensor passed = gradient * factor;
  return options.plain_gradient ? passed : passed.clamp_min(0);
}

void check_request(const FoldedDiscriminator& d, int block, int channels,
                   const core::GuidedOptions& options) {
  if (block < 1 || block > d.blocks()) {
    throw core::Error("the discriminator has no such block", std::to_string(block),
                      "blocks: 1 to " + std::to_string(d.blocks()));
  }
  for (int feature : options.features) {
    if (feature < 0 || feature >= channels) {
      throw core::UsageError("the discriminator's block has no such feature", std::to_string(feature),
                             "features: 0 to " + std::to_string(channels - 1));
    }
  }
}

/// All features of one image in one backward pass, a feature an item.
void append_maps(const FoldedDiscriminator& d, const std::vector<at::Tensor>& activations, std::int64_t image,
                 const core::GuidedOptions& options, std::vector<core::GuidedMap>& maps) {
  const int block = static_cast<int>(activations.size());
  const auto count = static_cast<std::int64_t>(options.features.size());
  const at::Tensor top = activations.back()[image].contiguous();
  const std::int64_t width = top.size(2);
  at::Tensor seed = at::zeros({count, top.size(0), top.size(1), width}, top.options());
  const auto first = static_cast<std::int64_t>(maps.size());
  for (std::int64_t item = 0; item < count; ++item) {
    const int feature = options.features[static_cast<std::size_t>(item)];
    const std::int64_t unit = top[feature].argmax().item<std::int64_t>();
    seed[item][feature].view(-1)[unit].fill_(1);
    core::GuidedMap& map = maps.emplace_back();
    map.feature = feature;
    map.response = top[feature].view(-1)[unit].item<float>();
    map.unit_x = static_cast<int>(unit % width);
    map.unit_y = static_cast<int>(unit / width);
  }

  at::Tensor gradient = d.backward(seed, block);
  for (int below = block - 1; below >= 1; --below) {
    const at::Tensor& pre_activation = activations[static_cast<std::size_t>(below) - 1];
    gradient = d.backward(
        through_activation(gradient, pre_activation.narrow(0, image, 1), slope_of(d.layout(below)), options),
        below);
  }
  for (std::int64_t item = 0; item < count; ++item) {
    core::GuidedMap& map = maps[static_cast<std::size_t>(first + item)];
    map.channels = static_cast<int>(gradient.size(1));
    map.height = static_cast<int>(gradient.size(2));
    map.width = static_cast<int>(gradient.size(3));
    map.gradient = to_vector(gradient[item]);
  }
}

}  // namespace

std::vector<core::GuidedMap> guided_maps(const FoldedDiscriminator& d, const at::Tensor& images,
                                         const core::GuidedOptions& options, const at::Tensor& label) {
  const torch::NoGradGuard no_grad;
  const int block = options.block == 0 ? d.blocks() : options.block;
  const int channels = block >= 1 && block <= d.blocks() ? d.channels(block) : 0;
  check_request(d, block, channels, options);
  std::vector<core::GuidedMap> maps;
  if (options.features.empty()) return maps;
  const std::vector<at::Tensor> activations = d.pre_activations(images, block, label);
  for (std::int64_t image = 0; image < images.size(0); ++image) {
    append_maps(d, activations, image, options, maps);
  }
  return maps;
}

}  // namespace engine
