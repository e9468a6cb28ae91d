#include "core/engine/nets/frozen.h"

#include <doctest/doctest.h>
#include <torch/utils.h>

#include "core/base/error.h"
#include "core/engine/convert/convert_model.h"
#include "core/engine/nets/arrays.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/nets/statistics.h"
#include "core/io/weights/pth/pth_writer.h"
#include "core/nets/recognise/recognise_layout.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/nets/nets.h"

namespace {

core::ModelInfo info(core::Prior prior = core::Prior::kGaussian) {
  core::ModelInfo info;
  info.name = "test";
  info.prior = prior;
  info.prior_is_guess = true;
  return info;
}

double difference(const std::vector<core::Image>& a, const std::vector<core::Image>& b) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < a[i].pixels.size(); ++k, ++count)
      sum += std::abs(int(a[i].pixels[k]) - int(b[i].pixels[k]));
  return sum / static_cast<double>(count) / 255;
}

engine::Generator spoiled_generator() {
  const torch::NoGradGuard no_grad;
  engine::Generator g = test::seeded_generator(test::small_spec());
  for (const engine::Stage& stage : g->stages()) {
    if (stage.norm.is_empty()) continue;
    stage.norm->running_mean.fill_(3);
    stage.norm->running_var.fill_(50);
  }
  return g;
}

constexpr core::InnerActivation kRelu = core::InnerActivation::kRelu;
constexpr core::InnerActivation kLeaky = core::InnerActivation::kLeakyRelu;

/// A generator whose layers before the last have LeakyReLU, in a .pth that does not say so.
struct LeakyFile {
  LeakyFile() {
    nets::LayoutSpec spec = nets::as_chain(test::small_spec());
    for (std::size_t i = 0; i + 1 < spec.generator.size(); ++i)
      spec.generator[i].activation = nets::Activation::kLeakyRelu;
    net = test::seeded_generator(spec);
    io::WeightsFile weights;
    engine::append_arrays(weights, *net, "");
    io::write_pth(weights, file);
  }

  std::vector<core::Image> pictures(const core::FrozenModel& model) const {
    return model.generate(test::seeded_latents(2, 8), {core::BatchNormMode::kRunning, {}});
  }

  core::FrozenModelPtr opened(const std::filesystem::path& from,
                              std::optional<core::InnerActivation> activation = {}) const {
    core::ModelSource source{from.string()};
    source.activation = activation;
    return engine::load_frozen(source, at::kCPU);
  }

  void convert(const std::filesystem::path& to, std::optional<core::InnerActivation> activation = {}) const {
    core::ModelSource source{file.string()};
    source.activation = activation;
    engine::convert_model({source, to, {}, false, {}}, at::kCPU, {});
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "leaky.pth";
  engine::Generator net{nullptr};
};

}  // namespace

TEST_CASE("another prior gathers population statistics anew, and is no guess any more") {
  const engine::Generator g = test::seeded_generator(test::small_spec());
  const auto model = engine::freeze(g, nullptr, info(), {.generator = core::StatisticsKind::kNone});
  const auto uniform = model->with_settings({core::Prior::kUniform, 0});
  CHECK(uniform->info().prior == core::Prior::kUniform);
  CHECK_FALSE(uniform->info().prior_is_guess);
  CHECK(uniform->info().source.prior == core::Prior::kUniform);  // its file opens again as this model
  CHECK(model->with_settings({core::Prior::kGaussian, 0})->info().prior_is_guess);
  const auto z = test::seeded_latents(4, 8);
  CHECK(difference(model->generate(z, {}), uniform->generate(z, {})) > 0.01);
  const auto back = uniform->with_settings({core::Prior::kGaussian, 0});
  CHECK((back->generate(z, {}) == model->generate(z, {})));
}

TEST_CASE("a model without labels has none to choose") {
  const engine::Generator g = test::seeded_generator(test::small_spec());
  const auto model = engine::freeze(g, nullptr, info());
  CHECK_THROWS_AS(model->with_settings({core::Prior::kGaussian, 1}), core::UsageError);
}

TEST_CASE("statistics that are there and right stay the default, with what was measured") {
  engine::Generator g = test::seeded_generator(test::small_spec());
  engine::gather_population_statistics(g, core::Prior::kGaussian, {8, 256});
  const auto model = engine::freeze(g, nullptr, info());
  const auto settled = model->with_settled_statistics({});
  REQUIRE(settled->info().statistics_difference.has_value());
  CHECK(*settled->info().statistics_difference < 0.03);
  CHECK(settled->info().modes.front() == core::BatchNormMode::kRunning);
  const auto z = test::seeded_latents(2, 8);
  const core::GenerateOptions running{core::BatchNormMode::kRunning, {}};
  CHECK((settled->generate(z, running) == model->generate(z, running)));
}

TEST_CASE("statistics far from a batch's are replaced by gathered ones, and stay to be chosen") {
  const engine::Generator g = spoiled_generator();
  const auto model = engine::freeze(g, nullptr, info());
  const auto settled = model->with_settled_statistics({});
  REQUIRE(settled->info().statistics_difference.has_value());
  CHECK(*settled->info().statistics_difference > 0.06);
  CHECK((settled->info().modes == std::vector{core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch,
                                              core::BatchNormMode::kRunning}));
  const auto z = test::seeded_latents(4, 8);
  const auto pictures = [&](core::BatchNormMode mode) { return settled->generate(z, {mode, {}}); };
  const double batch =
      difference(pictures(core::BatchNormMode::kPopulation), pictures(core::BatchNormMode::kBatch));
  CHECK(batch < difference(pictures(core::BatchNormMode::kRunning), pictures(core::BatchNormMode::kBatch)));
}

TEST_CASE("a discriminator without statistics gets them on the pictures that are shown") {
  const engine::Generator g = spoiled_generator();
  const engine::Discriminator d = test::seeded_discriminator(test::small_spec());
  engine::Generator good = test::seeded_generator(test::small_spec());
  engine::gather_population_statistics(good, core::Prior::kGaussian, engine::kThoroughGathering);
  const auto logits = [&](const core::FrozenModel& model) {
    return model.discriminator_logits(std::vector{core::Image(16, 16, 3, 40)});
  };
  const auto model = engine::freeze(&g, &d, info(), {.discriminator_has_statistics = false});
  const auto expected =
      engine::freeze(&good, &d, info(),
                     {.generator = core::StatisticsKind::kPopulation, .discriminator_has_statistics = false});
  CHECK(logits(*model->with_settled_statistics({})) == logits(*expected));
  CHECK(logits(*model) != logits(*expected));
}

TEST_CASE("a net without statistics gets them, and a stop ends the gathering") {
  const engine::Generator g = test::seeded_generator(test::small_spec());
  const auto model = engine::freeze(g, nullptr, info(), {.generator = core::StatisticsKind::kNone});
  CHECK(model->info().modes.front() == core::BatchNormMode::kBatch);
  int batches = 0;
  core::Progress progress;
  progress.report = [&](std::int64_t, std::int64_t, std::string_view) { ++batches; };
  const auto settled = model->with_settled_statistics(progress);
  CHECK(batches == 16);
  CHECK(
      (settled->info().modes == std::vector{core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch}));
  CHECK_FALSE(settled->info().statistics_difference.has_value());
  std::stop_source stop;
  stop.request_stop();
  progress.stop = stop.get_token();
  CHECK_THROWS_AS(model->with_settled_statistics(progress), core::Cancelled);
}

TEST_CASE("a discriminator alone without statistics is known and waits for its generator") {
  const engine::Discriminator d = test::seeded_discriminator(test::small_spec());
  const auto model = engine::freeze(nullptr, &d, info(), {.discriminator_has_statistics = false});
  CHECK(model->info().has_discriminator);
  CHECK_THROWS_WITH_AS(model->discriminator_logits(std::vector{core::Image(16, 16, 3, 40)}),
                       doctest::Contains("carries no BatchNorm statistics"), core::Error);
}

TEST_CASE("a discriminator alone scores images, and says what it cannot do") {
  const engine::Discriminator d = test::seeded_discriminator(test::small_spec());
  const auto model = engine::freeze(nullptr, &d, info());
  CHECK_FALSE(model->info().has_generator);
  CHECK(model->info().generator_blocks.empty());
  CHECK(model->discriminator_logits(std::vector{core::Image(16, 16, 3, 40)}).size() == 1);
  CHECK_THROWS_WITH_AS(model->generate(test::seeded_latents(1, 8), {}),
                       doctest::Contains("a discriminator only"), core::Error);
  CHECK(model->with_random_discriminator(3)->discriminator_logits(std::vector{core::Image(16, 16, 3, 40)}) !=
        model->discriminator_logits(std::vector{core::Image(16, 16, 3, 40)}));
}

TEST_CASE("an activation that the file does not say is a guess, and another can be asked for") {
  const LeakyFile leaky;
  const auto wanted = leaky.pictures(*engine::freeze(leaky.net, nullptr, info()));
  const core::FrozenModelPtr guessed = leaky.opened(leaky.file);
  CHECK(guessed->info().activation == kRelu);
  CHECK(guessed->info().activation_is_guess);
  CHECK(guessed->info().layout == "classic");
  CHECK_FALSE((leaky.pictures(*guessed) == wanted));
  const core::FrozenModelPtr asked = leaky.opened(leaky.file, kLeaky);
  CHECK(asked->info().activation == kLeaky);
  CHECK_FALSE(asked->info().activation_is_guess);
  CHECK(asked->info().layout == "chain");
  CHECK((leaky.pictures(*asked) == wanted));
  CHECK((leaky.pictures(*leaky.opened(leaky.file, kRelu)) == leaky.pictures(*guessed)));
}

TEST_CASE("a guessed activation stays one in our own files, and one that was asked for stays") {
  const LeakyFile leaky;
  const auto wanted = leaky.pictures(*engine::freeze(leaky.net, nullptr, info()));
  const auto guessed = leaky.pictures(*leaky.opened(leaky.file));
  const std::filesystem::path ours = leaky.folder / "guess.safetensors";
  leaky.convert(ours);
  CHECK(leaky.opened(ours)->info().activation_is_guess);
  CHECK((leaky.pictures(*leaky.opened(ours)) == guessed));
  CHECK((leaky.pictures(*leaky.opened(ours, kLeaky)) == wanted));
  CHECK_FALSE(leaky.opened(ours, kLeaky)->info().activation_is_guess);

  const std::filesystem::path said = leaky.folder / "said.safetensors";
  leaky.convert(said, kLeaky);
  CHECK_FALSE(leaky.opened(said)->info().activation_is_guess);
  CHECK(leaky.opened(said)->info().activation == kLeaky);
  CHECK((leaky.pictures(*leaky.opened(said)) == wanted));
  CHECK((leaky.pictures(*leaky.opened(said, kRelu)) == guessed));
}

TEST_CASE("statistics gathered with one activation are not used with another") {
  const LeakyFile leaky;
  const std::filesystem::path ours = leaky.folder / "gathered.safetensors";
  engine::convert_model({{leaky.file.string()}, ours, {}, false, core::BatchNormMode::kPopulation}, at::kCPU,
                        {});
  CHECK(leaky.opened(ours)->info().modes.front() == core::BatchNormMode::kPopulation);
  CHECK(leaky.opened(ours, kRelu)->info().modes.front() == core::BatchNormMode::kPopulation);
  CHECK(leaky.opened(ours, kLeaky)->info().modes.front() == core::BatchNormMode::kBatch);
}
