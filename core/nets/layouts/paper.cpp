#include "core/nets/layouts/doubling.h"
#include "core/nets/layouts/layout_table.h"

// As the paper's authors trained it (paper section 4): 5x5 kernels, stride 2, padding 2, output padding 1.
// The generator's stem is linear with BatchNorm1d over base * base * width units before the reshape (unit =
// (c * base + y) * base + x), the discriminator's head flattens into one linear unit. Tensors are named
// stem.weight, stem.bn, blocks.2.weight, blocks.2.bn ... image.weight; of the discriminator blocks.1.weight,
// blocks.2.weight, blocks.2.bn ... head.weight.

namespace nets {
namespace {

constexpr ConvGeometry kStrided{5, 2, 2, 1};

StageNames names_of(int block) {
  const std::string module = "blocks." + std::to_string(block);
  return {module, module + ".bn"};
}

StageLayout stem(const LayoutSpec& spec) {
  const int base = plan_of(spec).base;
  const std::int64_t width = generator_width(spec, 1), units = width * base * base;
  StageLayout stage;
  stage.out = {static_cast<int>(width), base, base};
  stage.kind = StageKind::kLinear;
  stage.module = "stem";
  stage.shape = {units, spec.nz};
  stage.norm = "stem.bn";
  stage.features = units;
  return stage;
}

StageLayout head(const LayoutSpec& spec) {
  const core::SizePlan plan = plan_of(spec);
  StageLayout stage;
  stage.out = {1, 1, 1};
  stage.activation = Activation::kNone;
  stage.kind = StageKind::kLinear;
  stage.module = "head";
  stage.shape = {1, discriminator_width(spec, plan.doublings) * plan.base * plan.base};
  return stage;
}

std::vector<StageLayout> generator(const LayoutSpec& spec) {
  std::vector<StageLayout> stages{stem(spec)};
  for (int block = 2; block <= plan_of(spec).doublings; ++block)
    stages.push_back(generator_block(spec, block, kStrided, names_of(block)));
  stages.push_back(image_layer(spec, kStrided, "image"));
  return stages;
}

std::vector<StageLayout> discriminator(const LayoutSpec& spec) {
  std::vector<StageLayout> stages;
  for (int block = 1; block <= plan_of(spec).doublings; ++block)
    stages.push_back(discriminator_block(spec, block, kStrided, names_of(block)));
  stages.push_back(head(spec));
  return stages;
}

}  // namespace

constexpr LayoutKind kPaperLayoutKind{.name = "paper",
                                      .authors = true,
                                      .kernel = kStrided.kernel,
                                      .title = "DCGAN as in the paper",
                                      .torch7_title = "DCGAN as in the paper",
                                      .check = check_doubling,
                                      .generator = generator,
                                      .discriminator = discriminator};

}  // namespace nets
