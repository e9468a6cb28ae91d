#include "tests/nets/layouts/chain_specs.h"

namespace test {
namespace {

nets::StageLayout stage(int index, nets::StageKind kind, std::vector<std::int64_t> shape,
                        core::BlockShape out, nets::Activation activation) {
  nets::StageLayout layout;
  layout.module = "stages." + std::to_string(index);
  layout.kind = kind;
  layout.shape = std::move(shape);
  layout.out = out;
  layout.activation = activation;
  if (kind != nets::StageKind::kLinear) layout.conv = {static_cast<int>(layout.shape[3]), 1, 1, 0};
  return layout;
}

void add_norm(nets::StageLayout& layout, std::int64_t features, double eps = 1e-5) {
  layout.norm = layout.module + ".bn";
  layout.features = features;
  layout.norm_eps = eps;
}

}  // namespace

nets::LayoutSpec upsampling_chain() {
  nets::LayoutSpec spec;
  spec.layout = nets::kChainLayout;
  spec.size = 16;
  spec.nz = 6;
  nets::StageLayout stem =
      stage(1, nets::StageKind::kLinear, {8 * 16, 6}, {8, 4, 4}, nets::Activation::kNone);
  stem.bias = true;
  add_norm(stem, 8);
  nets::StageLayout second =
      stage(2, nets::StageKind::kConv, {5, 8, 3, 3}, {5, 8, 8}, nets::Activation::kLeakyRelu);
  second.bias = true;
  second.upsample = 2;
  add_norm(second, 5, 0.8);
  nets::StageLayout last =
      stage(3, nets::StageKind::kConv, {3, 5, 3, 3}, {3, 16, 16}, nets::Activation::kTanh);
  last.bias = true;
  last.upsample = 2;
  spec.generator = {stem, second, last};
  nets::StageLayout first =
      stage(1, nets::StageKind::kConv, {4, 3, 3, 3}, {4, 16, 16}, nets::Activation::kLeakyRelu);
  nets::StageLayout down =
      stage(2, nets::StageKind::kConv, {6, 4, 3, 3}, {6, 8, 8}, nets::Activation::kLeakyRelu);
  down.conv.stride = 2;
  down.bias = true;
  add_norm(down, 6);
  nets::StageLayout head =
      stage(3, nets::StageKind::kLinear, {1, 6 * 64}, {1, 1, 1}, nets::Activation::kNone);
  spec.discriminator = {first, down, head};
  return spec;
}

nets::LayoutSpec conditional_chain() {
  nets::LayoutSpec spec;
  spec.layout = nets::kChainLayout;
  spec.size = 8;
  spec.channels = 1;
  spec.nz = 5;
  spec.classes = 3;
  nets::StageLayout hidden =
      stage(1, nets::StageKind::kLinear, {12, 5 + 3}, {12, 1, 1}, nets::Activation::kRelu);
  add_norm(hidden, 12);
  nets::StageLayout stem =
      stage(2, nets::StageKind::kLinear, {6 * 16, 12 + 3}, {6, 4, 4}, nets::Activation::kRelu);
  add_norm(stem, 6 * 16);
  nets::StageLayout image =
      stage(3, nets::StageKind::kTransposedConv, {6 + 3, 1, 5, 5}, {1, 8, 8}, nets::Activation::kSigmoid);
  image.conv = {5, 2, 2, 1};
  spec.generator = {hidden, stem, image};
  nets::StageLayout first =
      stage(1, nets::StageKind::kConv, {4, 1 + 3, 5, 5}, {4, 4, 4}, nets::Activation::kLeakyRelu);
  first.conv = {5, 2, 2, 0};
  nets::StageLayout units =
      stage(2, nets::StageKind::kLinear, {7, 4 * 16 + 3}, {7, 1, 1}, nets::Activation::kLeakyRelu);
  add_norm(units, 7);
  nets::StageLayout head = stage(3, nets::StageKind::kLinear, {1, 7 + 3}, {1, 1, 1}, nets::Activation::kNone);
  spec.discriminator = {first, units, head};
  for (auto* net : {&spec.generator, &spec.discriminator}) {
    for (nets::StageLayout& one : *net) one.conditional = true;
  }
  return spec;
}

nets::LayoutSpec large_chain() {
  nets::LayoutSpec spec;
  spec.layout = nets::kChainLayout;
  spec.size = 512;
  spec.nz = 4;
  for (int index = 1, side = 4; side <= 512; ++index, side *= 2) {
    const bool first = side == 4, last = side == 512;
    const int channels = last ? 3 : 2;
    nets::StageLayout layout =
        stage(index, nets::StageKind::kTransposedConv, {first ? 4 : 2, channels, 4, 4},
              {channels, side, side}, last ? nets::Activation::kTanh : nets::Activation::kRelu);
    layout.conv = {4, first ? 1 : 2, first ? 0 : 1, 0};
    if (!last) add_norm(layout, channels);
    spec.generator.push_back(layout);
  }
  return spec;
}

}  // namespace test
