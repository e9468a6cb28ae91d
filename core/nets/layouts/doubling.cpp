#include "core/nets/layouts/doubling.h"

#include <utility>

namespace nets {
namespace {

constexpr double kLeak = 0.2;  // paper section 4

}  // namespace

core::SizePlan plan_of(const LayoutSpec& spec) {
  return core::plan_size(spec.size).value_or(core::SizePlan{});
}

std::int64_t generator_width(const LayoutSpec& spec, int block) {
  return static_cast<std::int64_t>(spec.ngf) << (plan_of(spec).doublings - block);
}

std::int64_t discriminator_width(const LayoutSpec& spec, int block) {
  return static_cast<std::int64_t>(spec.ndf) << (block - 1);
}

StageLayout generator_block(const LayoutSpec& spec, int block, const ConvGeometry& conv, StageNames names) {
  const std::int64_t width = generator_width(spec, block);
  const int side = plan_of(spec).base << (block - 1);
  StageLayout stage;
  stage.conv = conv;
  stage.module = std::move(names.module);
  stage.shape = {generator_width(spec, block - 1), width, conv.kernel, conv.kernel};
  stage.norm = std::move(names.norm);
  stage.features = width;
  stage.out = {static_cast<int>(width), side, side};
  return stage;
}

StageLayout image_layer(const LayoutSpec& spec, const ConvGeometry& conv, std::string module) {
  StageLayout stage;
  stage.conv = conv;
  stage.module = std::move(module);
  stage.shape = {spec.ngf, spec.channels, conv.kernel, conv.kernel};
  stage.out = {spec.channels, spec.size, spec.size};
  stage.activation = Activation::kTanh;
  return stage;
}

StageLayout discriminator_block(const LayoutSpec& spec, int block, const ConvGeometry& conv,
                                StageNames names) {
  const std::int64_t width = discriminator_width(spec, block);
  const int side = spec.size >> block;
  StageLayout stage;
  stage.kind = StageKind::kConv;
  stage.conv = conv;
  stage.conv.output_padding = 0;
  stage.module = std::move(names.module);
  stage.shape = {width, block == 1 ? spec.channels : width / 2, conv.kernel, conv.kernel};
  if (block > 1) {
    stage.norm = std::move(names.norm);
    stage.features = width;
  }
  stage.out = {static_cast<int>(width), side, side};
  stage.activation = Activation::kLeakyRelu;
  stage.slope = kLeak;
  return stage;
}

void check_doubling(const LayoutSpec& spec) {
  core::TrainOptions options;
  options.layout = spec.layout;
  options.size = spec.size;
  options.channels = spec.channels;
  options.nz = spec.nz;
  options.ngf = spec.ngf;
  options.ndf = spec.ndf;
  options.batch_norm_eps = spec.bn_eps;
  core::check(options);
}

}  // namespace nets
