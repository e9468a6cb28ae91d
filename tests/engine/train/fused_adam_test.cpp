#include "core/engine/train/fused_adam.h"

#include <ATen/CPUGeneratorImpl.h>
#include <doctest/doctest.h>
#include <torch/utils.h>

#include <cmath>

#include "core/base/error.h"
#include "core/engine/nets/network.h"
#include "core/latent/random.h"

using engine::FusedAdam;

namespace {

constexpr engine::AdamOptions kOptions = {0.5, 0.999, 1e-8, 0.01};
constexpr double kRate = 0.003;

/// Adam as the paper of Kingma and Ba writes it, one tensor, in double.
struct PlainAdam {
  at::Tensor w, m, v;
  int t = 0;

  explicit PlainAdam(const at::Tensor& start)
      : w(start.detach().to(at::kDouble).clone()), m(at::zeros_like(w)), v(at::zeros_like(w)) {}

  void step(const at::Tensor& gradient) {
    const at::Tensor g = gradient.to(at::kDouble) + kOptions.weight_decay * w;
    ++t;
    m = kOptions.beta1 * m + (1 - kOptions.beta1) * g;
    v = kOptions.beta2 * v + (1 - kOptions.beta2) * g * g;
    const at::Tensor m_hat = m / (1 - std::pow(kOptions.beta1, t));
    const at::Tensor v_hat = v / (1 - std::pow(kOptions.beta2, t));
    w = w - kRate * m_hat / (v_hat.sqrt() + kOptions.eps);
  }
};

engine::Generator small_generator() {
  engine::Generator g(nets::LayoutSpec{.size = 16, .nz = 5, .ngf = 4});
  engine::initialise(g, at::detail::createCPUGenerator(7));
  return g;
}

void backward(engine::Generator& g, int step) {
  core::CounterRandom random(3, static_cast<std::uint64_t>(step));
  at::Tensor z = at::empty({4, 5});
  for (int i = 0; i < 20; ++i) z.data_ptr<float>()[i] = static_cast<float>(random.gaussian());
  g->forward(z).square().sum().backward();
}

}  // namespace

TEST_CASE("fused Adam equals the plain formula on every weight of a net, channels_last ones included") {
  engine::Generator g = small_generator();
  std::vector<PlainAdam> plain;
  for (const at::Tensor& parameter : g->parameters()) plain.emplace_back(parameter);
  REQUIRE(plain.size() > 4);
  FusedAdam adam(g->parameters(), kOptions);
  for (int step = 0; step < 5; ++step) {
    backward(g, step);
    for (std::size_t i = 0; i < plain.size(); ++i) plain[i].step(g->parameters()[i].grad());
    adam.step(kRate);
  }
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const at::Tensor difference = (g->parameters()[i].detach().to(at::kDouble) - plain[i].w).abs().max();
    CHECK(difference.item<double>() < 2e-6);
  }
}

TEST_CASE("fused Adam resets the gradients to none") {
  engine::Generator g = small_generator();
  FusedAdam adam(g->parameters(), kOptions);
  backward(g, 0);
  adam.step(kRate);
  for (const at::Tensor& parameter : g->parameters()) CHECK_FALSE(parameter.grad().defined());
}

TEST_CASE("a restored fused Adam goes on exactly where the saved one stood") {
  engine::Generator g = small_generator(), other = small_generator();
  FusedAdam adam(g->parameters(), kOptions), restored(other->parameters(), kOptions);
  backward(g, 0);
  adam.step(kRate);
  io::WeightsFile file;
  adam.append_arrays(file, "adam.");
  restored.restore_arrays(file, "adam.", "test");
  engine::copy_state(*g, *other);
  backward(g, 1), backward(other, 1);
  adam.step(kRate), restored.step(kRate);
  for (std::size_t i = 0; i < g->parameters().size(); ++i)
    CHECK(g->parameters()[i].equal(other->parameters()[i]));

  file.arrays.pop_back();
  CHECK_THROWS_AS(restored.restore_arrays(file, "adam.", "test"), core::Error);
}
