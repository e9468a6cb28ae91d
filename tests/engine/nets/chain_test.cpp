#include "core/engine/nets/folded.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/nets/statistics.h"
#include "core/nets/layouts/layout_chain.h"
#include "tests/engine/nets/nets.h"

// Nets of imported layouts against LibTorch's own operators on the same weights.
namespace {

using nets::Activation;
using nets::StageKind;
using nets::StageLayout;

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

/// Linear stem with bias, BatchNorm by channel without activation, enlarging convolutions with biases,
/// LeakyReLU.
nets::LayoutSpec upsampling() {
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

/// MNIST's conditional pair in small (paper section 8.1): hidden layers of units, the label joined
/// everywhere, sigmoid.
nets::LayoutSpec conditional() {
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

at::Tensor normed(const engine::Stage& stage, const at::Tensor& x) {
  const engine::Norm norm = stage.norm;
  return at::batch_norm(x, norm->weight, norm->bias, norm->running_mean, norm->running_var, false, 0,
                        norm->eps, false);
}

void set_biases(const std::vector<engine::Stage>& stages) {
  const torch::NoGradGuard no_grad;
  std::uint64_t stream = 400;
  for (const engine::Stage& one : stages) {
    if (one.bias.defined()) one.bias.copy_(test::pattern(one.bias.sizes(), stream++, 0.3));
  }
}

at::Tensor doubled(const at::Tensor& x) {
  return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
}

nets::LayoutSpec broken(void (*spoil)(nets::LayoutSpec&)) {
  nets::LayoutSpec spec = upsampling();
  spoil(spec);
  return spec;
}

}  // namespace

TEST_CASE("enlarging generators with biases and BatchNorm epsilons of their own equal the plain operators") {
  const torch::NoGradGuard no_grad;
  engine::Generator g = test::seeded_generator(upsampling());
  set_biases(g->stages());
  g->eval();
  const auto& s = g->stages();
  const at::Tensor z = test::pattern({3, 6}, 7, 1.5);
  at::Tensor x = normed(s[0], at::linear(z, s[0].weight, s[0].bias).view({3, 8, 4, 4}));
  x = at::leaky_relu(normed(s[1], at::conv2d(doubled(x), s[1].weight, s[1].bias, 1, 1)), 0.2);
  const at::Tensor expected = at::tanh(at::conv2d(doubled(x), s[2].weight, s[2].bias, 1, 1));
  CHECK(s[1].norm->eps == 0.8);
  CHECK(test::largest_difference(g->forward(z), expected) < 1e-5);
  CHECK(test::largest_difference(engine::FoldedGenerator(g).images(z, {}), expected) < 1e-5);
  CHECK(test::largest_difference(engine::FoldedGenerator(g).block(z, 2, {}), x) < 1e-5);
  CHECK(expected.std().item<double>() > 0.05);
}

TEST_CASE(
    "a discriminator of any strides and a linear head equals the plain operators, back to the image too") {
  engine::Discriminator d = test::seeded_discriminator(upsampling());
  set_biases(d->stages());
  d->eval();
  const auto& s = d->stages();
  const at::Tensor images = test::pattern({2, 3, 16, 16}, 9).requires_grad_();
  const at::Tensor first = at::conv2d(images, s[0].weight, {}, 1, 1);
  const at::Tensor second =
      normed(s[1], at::conv2d(at::leaky_relu(first, 0.2), s[1].weight, s[1].bias, 2, 1));
  const at::Tensor logits = at::linear(at::leaky_relu(second, 0.2).flatten(1), s[2].weight).view(-1);
  const engine::FoldedDiscriminator folded(d);
  CHECK(test::largest_difference(d->forward(images), logits) < 1e-5);
  CHECK(test::largest_difference(folded.logits(images.detach()), logits) < 1e-5);
  const at::Tensor gradient = test::pattern(second.sizes(), 11);
  second.backward(gradient);
  const at::Tensor below = folded.backward(gradient, 2) * at::where(first > 0, 1.0, 0.2);
  CHECK(test::largest_difference(folded.backward(below, 1), images.grad()) < 1e-5);
}

TEST_CASE("a conditional pair joins its label to every layer") {
  const torch::NoGradGuard no_grad;
  const nets::LayoutSpec spec = conditional();
  engine::Generator g = test::seeded_generator(spec);
  g->eval();
  const auto& s = g->stages();
  const at::Tensor z = test::pattern({2, 5}, 3, 1.5), label = engine::one_hot(2, 2, 3);
  at::Tensor x = at::relu(normed(s[0], at::linear(at::cat({z, label}, 1), s[0].weight)));
  x = at::relu(normed(s[1], at::linear(at::cat({x, label}, 1), s[1].weight))).view({2, 6, 4, 4});
  const at::Tensor maps = label.view({2, 3, 1, 1}).expand({2, 3, 4, 4});
  const at::Tensor image = at::sigmoid(at::conv_transpose2d(at::cat({x, maps}, 1), s[2].weight, {}, 2, 2, 1));
  CHECK(test::largest_difference(g->forward(z, label), image * 2 - 1) < 1e-5);
  CHECK(test::largest_difference(engine::FoldedGenerator(g).images(z, {}, label), image * 2 - 1) < 1e-5);
  CHECK(test::largest_difference(g->forward(z, label), g->forward(z)) > 1e-3);  // no label = class 0

  engine::Discriminator d = test::seeded_discriminator(spec);
  d->eval();
  const auto& t = d->stages();
  const at::Tensor wide = label.view({2, 3, 1, 1}).expand({2, 3, 8, 8});
  at::Tensor y = at::leaky_relu(at::conv2d(at::cat({image, wide}, 1), t[0].weight, {}, 2, 2), 0.2);
  y = at::leaky_relu(normed(t[1], at::linear(at::cat({y.flatten(1), label}, 1), t[1].weight)), 0.2);
  const at::Tensor logits = at::linear(at::cat({y, label}, 1), t[2].weight).view(-1);
  CHECK(test::largest_difference(d->forward(image * 2 - 1, label), logits) < 1e-5);
  CHECK(test::largest_difference(engine::FoldedDiscriminator(d).logits(image * 2 - 1, label), logits) < 1e-5);
}

TEST_CASE("stages come back from JSON as they were") {
  for (const nets::LayoutSpec& spec : {upsampling(), conditional()}) {
    for (const auto& stages : {spec.generator, spec.discriminator}) {
      const core::Json json = nets::stages_json(stages, spec.bn_eps);
      CHECK((nets::stages_from_json(core::parse_json(core::json_text(json), "text"), "text") == stages));
    }
  }
}

TEST_CASE("a chain whose stages do not fit is refused by the stage") {
  CHECK_NOTHROW(nets::check_chain(upsampling()));
  CHECK_NOTHROW(nets::check_chain(conditional()));
  using Spec = nets::LayoutSpec;
  const std::vector<std::pair<Spec, std::string>> cases{
      {broken([](Spec& s) { s.generator[1].shape[1] = 9; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].out.height = 9; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].conv.padding = 0; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[0].shape[0] = 100; }), "generator stage 1"},
      {broken([](Spec& s) { s.generator[1].features = 4; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].upsample = 1 << 20; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[1].conv.stride = 0; }), "generator stage 2"},
      {broken([](Spec& s) { s.generator[2].out.width = 1 << 30; }), "generator stage 3"},
      {broken([](Spec& s) { s.generator[2].shape = {}; }), "generator stage 3"},
      {broken([](Spec& s) { s.generator.pop_back(); }), "BatchNorm at the output"},
      {broken([](Spec& s) { s.discriminator.pop_back(); }), "BatchNorm at the output"},
      {broken([](Spec& s) {
         s.discriminator.back().out = {2, 1, 1}, s.discriminator.back().shape[0] = 2;
       }),
       "does not end in one logit"},
      {broken([](Spec& s) { s.generator.resize(1); }), "1 stages"},
      {broken([](Spec& s) { s.size = 1 << 20; }), "out of range"},
      {broken([](Spec& s) { s.bn_eps = -1; }), "out of range"},
      {broken([](Spec& s) { s.generator.clear(), s.discriminator.clear(); }), "neither"}};
  for (const auto& [spec, part] : cases) {
    CAPTURE(part);
    try {
      nets::check_chain(spec);
      FAIL("accepted");
    } catch (const core::UsageError& error) {
      CHECK(std::string(error.what()).find(part) != std::string::npos);
    }
  }
}

TEST_CASE("stages that are no stages are refused with their place") {
  const core::Json good = nets::stages_json(upsampling().generator, 1e-5);
  const auto refused = [&](const std::string& key, const core::Json& value) {
    core::Json spoilt = good;
    spoilt[1][key] = value;
    try {
      nets::stages_from_json(spoilt, "model.safetensors");
    } catch (const core::Error& error) {
      return error.where() == "model.safetensors" && error.failed().find("stage 2") != std::string::npos;
    }
    return false;
  };
  CHECK(refused("kind", "attention"));
  CHECK(refused("kind", 3));
  CHECK(refused("weight", "stages.2"));
  CHECK(refused("out", {1, 2}));
  CHECK(refused("out", {1, 2, 1 << 30}));
  CHECK(refused("shape", "5"));
  CHECK(refused("shape", {5, 8}));
  CHECK(refused("activation", "gelu"));
  CHECK(refused("norm_eps", 0));
  CHECK(refused("stride", "2"));
  CHECK_THROWS_AS(nets::stages_from_json(core::Json::object(), "x"), core::Error);
  CHECK_THROWS_AS(nets::stages_from_json({1}, "x"), core::Error);
}
