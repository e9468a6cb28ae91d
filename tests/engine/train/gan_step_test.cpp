#include "core/engine/train/gan_step.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/tasks/data/training_data.h"
#include "tests/engine/train/tiny_run.h"

using engine::run_step;
using engine::state_digest;
using engine::TrainState;

namespace {

/// A state, its data and its first batch.
struct Bench {
  core::TrainOptions options;
  io::PackedImages images;
  engine::BatchSource source;
  TrainState state;
  core::StepStats stats;

  explicit Bench(core::TrainOptions wanted)
      : options(std::move(wanted)),
        images(tasks::load_training_data(options, {})),
        source(images, options, at::kCPU),
        state(options, at::kCPU) {}

  bool step(std::stop_token stop = {}) {
    return run_step(state, options, source.batch(state.step), std::move(stop), stats);
  }

  std::string digest() const { return state_digest(state, options); }
};

core::TrainOptions plain_options() {
  core::TrainOptions options = test::tiny_options({});
  options.shift = 0;
  options.ema = 0;
  return options;
}

std::vector<at::Tensor> values(const torch::nn::Module& net) {
  std::vector<at::Tensor> copies;
  for (const at::Tensor& parameter : net.parameters()) copies.push_back(parameter.detach().clone());
  return copies;
}

bool same(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a[i].equal(b[i])) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the losses are the cross entropies of the two batches, the label on reals one-sided") {
  Bench bench(plain_options());
  const engine::StepBatch batch = bench.source.batch(0);
  engine::Generator g = engine::deep_copy(bench.state.g);
  engine::Discriminator d = engine::deep_copy(bench.state.d);
  const at::Tensor real = d->forward(batch.real), fake = d->forward(g->forward(batch.z));
  const auto entropy = [](const at::Tensor& logits, double label) {
    const at::Tensor p = logits.to(at::kDouble).sigmoid();
    return -(label * p.log() + (1 - label) * (1 - p).log()).mean().item<double>();
  };
  REQUIRE(bench.step());
  CHECK(bench.stats.loss_d == doctest::Approx(entropy(real, 0.9) + entropy(fake, 0)).epsilon(1e-4));
  CHECK(bench.stats.d_real == doctest::Approx(real.sigmoid().mean().item<double>()).epsilon(1e-4));
  CHECK(bench.stats.d_fake_before == doctest::Approx(fake.sigmoid().mean().item<double>()).epsilon(1e-4));

  // G is judged by the D that has just been updated, on the same fakes.
  engine::copy_state(*bench.state.d, *d);
  const at::Tensor judged = d->forward(engine::deep_copy(g)->forward(batch.z));
  CHECK(bench.stats.loss_g == doctest::Approx(entropy(judged, 1)).epsilon(1e-4));
}

TEST_CASE("D's weights get no gradient while G learns, and can learn again afterwards") {
  Bench bench(plain_options());
  REQUIRE(bench.step());
  for (const at::Tensor& parameter : bench.state.d->parameters()) {
    CHECK_FALSE(parameter.grad().defined());
    CHECK(parameter.requires_grad());
  }
  for (const at::Tensor& parameter : bench.state.g->parameters()) CHECK_FALSE(parameter.grad().defined());
}

TEST_CASE("the paper's order updates one net a minibatch, G first") {
  core::TrainOptions options = plain_options();
  options.alternate = true;
  Bench bench(options);
  std::vector<at::Tensor> g = values(*bench.state.g), d = values(*bench.state.d);
  REQUIRE(bench.step());
  CHECK_FALSE(same(g, values(*bench.state.g)));
  CHECK(same(d, values(*bench.state.d)));
  g = values(*bench.state.g);
  REQUIRE(bench.step());
  CHECK(same(g, values(*bench.state.g)));
  CHECK_FALSE(same(d, values(*bench.state.d)));
}

TEST_CASE("a stop before D's update leaves the state as it was to the bit") {
  for (const bool alternate : {false, true}) {
    core::TrainOptions options = test::tiny_options({});
    options.alternate = alternate;
    Bench bench(options);
    for (int step = 0; step < 3; ++step) REQUIRE(bench.step());
    const std::string before = bench.digest();
    std::stop_source stop;
    // The hook runs in the backward pass of the discriminator's loss, the last moment before its update.
    bench.state.d->parameters()[0].register_hook([&](const at::Tensor&) { stop.request_stop(); });
    CHECK_FALSE(bench.step(stop.get_token()));
    CHECK(stop.stop_requested());
    CHECK(bench.digest() == before);
    CHECK(bench.step());
    CHECK(bench.digest() != before);
  }
}

TEST_CASE("a stop after D's update lets G finish the step") {
  Bench bench(test::tiny_options({}));
  std::stop_source stop;
  bench.state.g->parameters()[0].register_hook([&](const at::Tensor&) { stop.request_stop(); });
  CHECK(bench.step(stop.get_token()));
  CHECK(stop.stop_requested());
  CHECK(bench.state.step == 1);
}

TEST_CASE("a dropped step is repeated with the same result") {
  Bench interrupted(test::tiny_options({})), plain(test::tiny_options({}));
  std::stop_source stop;
  stop.request_stop();
  CHECK_FALSE(interrupted.step(stop.get_token()));
  REQUIRE(interrupted.step());
  REQUIRE(plain.step());
  CHECK(interrupted.digest() == plain.digest());
}

TEST_CASE("the average follows G and carries its statistics") {
  core::TrainOptions options = plain_options();
  options.ema = 0.999;
  Bench bench(options);
  const at::Tensor start = bench.state.ema->parameters()[0].detach().clone();
  REQUIRE(bench.step());
  const at::Tensor now = bench.state.g->parameters()[0].detach();
  // In the first step the decay is (1 + 0) / (10 + 0).
  CHECK(bench.state.ema->parameters()[0].allclose(start + 0.9 * (now - start), 1e-5, 1e-7));
  const auto buffers = bench.state.g->buffers(), averaged = bench.state.ema->buffers();
  for (std::size_t i = 0; i < buffers.size(); ++i) CHECK(buffers[i].equal(averaged[i]));
}

TEST_CASE("a loss that is not a number ends the run and poisons the state") {
  Bench bench(plain_options());
  {
    at::NoGradGuard no_grad;
    bench.state.d->parameters()[0].fill_(std::numeric_limits<float>::quiet_NaN());
  }
  CHECK_THROWS_WITH_AS(bench.step(), doctest::Contains("diverged"), core::Error);
  CHECK(bench.state.poisoned);
  CHECK_FALSE(engine::all_finite(bench.state));
}

TEST_CASE("the learning rate falls linearly over the last part of the steps or of the minutes") {
  core::TrainOptions options;
  options.steps = 1000;
  options.lr_decay_from = 0.6;
  CHECK(engine::rate_factor(options, 0, 0) == 1);
  CHECK(engine::rate_factor(options, 600, 0) == 1);
  CHECK(engine::rate_factor(options, 800, 0) == doctest::Approx(0.5));
  CHECK(engine::rate_factor(options, 1000, 0) == doctest::Approx(0));
  options.minutes = 10;
  CHECK(engine::rate_factor(options, 0, 480) == doctest::Approx(0.5));
  options.lr_decay_from = 1;
  CHECK(engine::rate_factor(options, 999, 599) == 1);
}
