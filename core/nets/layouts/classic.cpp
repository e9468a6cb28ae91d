#include "core/nets/layouts/doubling.h"
#include "core/nets/layouts/layout_table.h"

// dcgan.torch and pytorch/examples: 4x4 kernels, stride 2, padding 1. The generator's stem is a transposed
// convolution base x base from z, the discriminator's head a convolution base x base to one logit. Tensors
// are named as by pytorch/examples: main.0.weight, main.1 (BatchNorm), main.3.weight ...

namespace nets {
namespace {

constexpr ConvGeometry kStrided{4, 2, 1, 0};

std::string main_name(int index) {
  return "main." + std::to_string(index);
}

StageNames names_at(int index) {
  return {main_name(index), main_name(index + 1)};
}

StageLayout stem(const LayoutSpec& spec) {
  const int base = plan_of(spec).base;
  const std::int64_t width = generator_width(spec, 1);
  StageLayout stage;
  stage.out = {static_cast<int>(width), base, base};
  stage.module = main_name(0);
  stage.shape = {spec.nz, width, base, base};
  stage.norm = main_name(1);
  stage.features = width;
  stage.conv = {base, 1, 0, 0};
  return stage;
}

StageLayout head(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  StageLayout stage;
  stage.out = {1, 1, 1};
  stage.activation = Activation::kNone;
  stage.kind = StageKind::kConv;
  stage.module = main_name(3 * plan.doublings - 1);
  stage.shape = {1, discriminator_width(spec, plan.doublings), plan.base, plan.base};
  stage.conv = {plan.base, 1, 0, 0};
  return stage;
}

std::vector<StageLayout> generator(const LayoutSpec& spec) {
  const int blocks = plan_of(spec).doublings;
  std::vector<StageLayout> stages{stem(spec)};
  for (int block = 2; block <= blocks; ++block)
    stages.push_back(generator_block(spec, block, kStrided, names_at(3 * (block - 1))));
  stages.push_back(image_layer(spec, kStrided, main_name(3 * blocks)));
  return stages;
}

std::vector<StageLayout> discriminator(const LayoutSpec& spec) {
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan_of(spec).doublings; ++block)
    stages.push_back(discriminator_block(spec, block, kStrided, names_at(block == 1 ? 0 : 3 * block - 4)));
  stages.push_back(head(spec));
  return stages;
}

}  // namespace

constexpr LayoutKind kClassicLayoutKind{.name = "classic",
                                        .kernel = kStrided.kernel,
                                        .title = "DCGAN as in pytorch/examples",
                                        .torch7_title = "DCGAN as in dcgan.torch",
                                        .check = check_doubling,
                                        .generator = generator,
                                        .discriminator = discriminator};

}  // namespace nets
