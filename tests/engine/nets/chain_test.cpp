#include "core/engine/nets/folded.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/engine/nets/statistics.h"
#include "core/nets/layouts/layout_chain.h"
#include "tests/engine/nets/nets.h"
#include "tests/nets/layouts/chain_specs.h"

// Nets of imported layouts against LibTorch's own operators on the same weights.
namespace {

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

}  // namespace

TEST_CASE("enlarging generators with biases and BatchNorm epsilons of their own equal the plain operators") {
  const torch::NoGradGuard no_grad;
  engine::Generator g = test::seeded_generator(test::upsampling_chain());
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
  engine::Discriminator d = test::seeded_discriminator(test::upsampling_chain());
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
  const nets::LayoutSpec spec = test::conditional_chain();
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
