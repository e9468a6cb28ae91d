#include "core/engine/train/dcgan_trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/train/run_checkpoint.h"
#include "core/run/run_record.h"
#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"

namespace {

int lines(const std::filesystem::path& file) {
  std::ifstream stream(file);
  int count = 0;
  for (std::string line; std::getline(stream, line);) ++count;
  return count;
}

}  // namespace

TEST_CASE("a published copy stays still while training goes on") {
  const TemporaryFolder folder;
  for (const double ema : {0.0, 0.99}) {
    core::TrainOptions options = test::tiny_options(folder / std::to_string(ema));
    options.ema = ema;
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 2);
    const core::FrozenModelPtr copy = trainer->publish(core::Publish::kBoth);
    CHECK(copy->info().step == 2);
    CHECK(copy->info().weights == (ema > 0 ? "ema" : "raw"));
    CHECK(copy->info().has_discriminator);
    CHECK(copy->info().modes.front() ==
          (ema > 0 ? core::BatchNormMode::kPopulation : core::BatchNormMode::kRunning));
    const core::GenerateOptions generate{copy->info().modes.front(), {}};
    const auto images = copy->generate(trainer->fixed_latents(), generate);
    const auto logits = copy->discriminator_logits(images);
    test::train_to(*trainer, 12);
    CHECK((copy->generate(trainer->fixed_latents(), generate) == images));
    CHECK((copy->discriminator_logits(images) == logits));
  }
}

TEST_CASE("publishing and saving the model do not disturb training") {
  const TemporaryFolder folder;
  const auto quiet = test::open_trainer(test::tiny_options(folder / "a"));
  const auto busy = test::open_trainer(test::tiny_options(folder / "b"));
  for (std::int64_t step = 1; step <= 6; ++step) {
    test::train_to(*quiet, step);
    test::train_to(*busy, step);
    busy->publish(core::Publish::kBoth);
    if (step == 3) busy->save_model(), busy->save_checkpoint();
  }
  CHECK(test::digest(*busy) == test::digest(*quiet));
}

TEST_CASE("without a step in between the same copy is published again, unless D is asked for") {
  const TemporaryFolder folder;
  const auto trainer = test::open_trainer(test::tiny_options(folder / "a"));
  test::train_to(*trainer, 1);
  const core::FrozenModelPtr first = trainer->publish(core::Publish::kGenerator);
  CHECK(trainer->publish(core::Publish::kGenerator) == first);
  const core::FrozenModelPtr both = trainer->publish(core::Publish::kBoth);
  CHECK(both->info().has_discriminator);
  CHECK(trainer->publish(core::Publish::kGenerator) == both);
  test::train_to(*trainer, 2);
  CHECK(trainer->publish(core::Publish::kGenerator)->info().step == 2);
}

TEST_CASE("a run leaves options, data card, curves, sheets and a model behind") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.sample_every = 2;
  options.half = true;
  const auto trainer = test::open_trainer(options);
  test::train_to(*trainer, 5);
  const core::FrozenModelPtr model = engine::load_frozen(trainer->save_model(), at::kCPU);
  CHECK(model->info().weights == "ema");
  CHECK(model->info().step == 5);
  CHECK(model->info().has_discriminator);
  CHECK(model->info().metadata.at("data_sha256").size() == 64);
  CHECK(model->info().metadata.at("bn_stats") == "population");
  CHECK(lines(folder / "run/metrics.csv") == 6);
  const core::RunRecord record = core::read_run_record(model->info());
  CHECK(record.problem.empty());
  CHECK(record.history->back().step == 5);
  CHECK(std::filesystem::exists(folder / "run/samples/step-000002.png"));
  CHECK(std::filesystem::exists(folder / "run/samples/step-000004.png"));
  CHECK(std::filesystem::exists(folder / "run/data.json"));
  CHECK((core::read_run_options(folder / "run") == trainer->options()));
  CHECK(trainer->data().used == 40);
  CHECK(trainer->data().preview.size() == 40);
}

TEST_CASE("saving the model says how far it is and leaves a sheet of the last step, written once") {
  for (const int every : {1000, 3}) {
    const TemporaryFolder folder;
    core::TrainOptions options = test::tiny_options(folder / "run");
    options.sample_every = every;
    const std::filesystem::path sheet = folder / "run/samples/step-000003.png";
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 3);
    CHECK(std::filesystem::exists(sheet) == (every == 3));
    std::filesystem::remove(sheet);
    std::vector<std::int64_t> told;
    core::Progress progress;
    progress.report = [&](std::int64_t done, std::int64_t total, std::string_view) {
      told.push_back(done);
      CHECK(total == 16);
    };
    trainer->save_model(progress);
    CHECK(told.size() == 17);
    CHECK(told.front() == 0);
    CHECK(told.back() == 16);
    CHECK(std::filesystem::exists(sheet) == (every != 3));
    std::filesystem::remove(sheet);
    trainer->save_model();
    CHECK_FALSE(std::filesystem::exists(sheet));
  }
}

TEST_CASE("curves written after the checkpoint are forgotten on resuming") {
  const TemporaryFolder folder;
  const core::TrainOptions options = test::tiny_options(folder / "run");
  {
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 4);
    trainer->save_checkpoint();
    test::train_to(*trainer, 9);
  }
  const auto resumed = test::open_trainer(options, true);
  CHECK(lines(folder / "run/metrics.csv") == 5);
  test::train_to(*resumed, 5);
  CHECK(lines(folder / "run/metrics.csv") == 6);
}

TEST_CASE("the folder made for a run goes when no step was made, and stays otherwise") {
  const TemporaryFolder folder;
  const core::TrainOptions options = test::tiny_options(folder / "run");
  test::open_trainer(options);
  CHECK(folder.names().empty());
  test::train_to(*test::open_trainer(options), 1);
  CHECK(std::filesystem::exists(folder / "run/metrics.csv"));
  std::filesystem::remove_all(folder / "run");
  std::filesystem::create_directory(folder / "run");
  test::open_trainer(options);
  CHECK(std::filesystem::exists(folder / "run"));
}

TEST_CASE("a second run in the same folder, at the same time or later, is refused") {
  const TemporaryFolder folder;
  const core::TrainOptions options = test::tiny_options(folder / "run");
  {
    const auto trainer = test::open_trainer(options);
    CHECK_THROWS_AS(test::open_trainer(options), core::Error);
    test::train_to(*trainer, 1);
    trainer->save_checkpoint();
  }
  CHECK_THROWS_WITH_AS(test::open_trainer(options), doctest::Contains("already holds a run"), core::Error);
}

TEST_CASE("a resumed run may train longer but not otherwise, and only on its data") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  {
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 1);
    trainer->save_checkpoint();
  }
  options.steps = 400;
  CHECK(test::open_trainer(options, true)->options().steps == 400);
  options.nz = 9;
  CHECK_THROWS_AS(test::open_trainer(options, true), core::UsageError);
  options.nz = 8;
  options.data = "portraits";
  CHECK_THROWS_WITH_AS(test::open_trainer(options, true), doctest::Contains("not the images"), core::Error);
  options.run = folder / "nowhere";
  CHECK_THROWS_AS(test::open_trainer(options, true), core::Error);
}

TEST_CASE("a net with a weight that is not a number never becomes a checkpoint or a model") {
  const TemporaryFolder folder;
  const core::TrainOptions options = test::tiny_options(folder / "run");
  std::filesystem::path good;
  {
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 1);
    good = trainer->save_checkpoint();
    engine::TrainState state(trainer->options(), at::kCPU);
    state.step = 2;
    const at::NoGradGuard no_grad;
    state.g->parameters()[0].fill_(std::numeric_limits<float>::quiet_NaN());
    const core::CheckpointHeader header = core::read_checkpoint_header(core::read_checkpoint(good), "test");
    core::CheckpointFolder(folder / "run/checkpoints", 3)
        .save(2, engine::checkpoint_sections(state, options, header.data_sha256));
  }
  const auto trainer = test::open_trainer(options, true);
  REQUIRE(trainer->step_count() == 2);
  CHECK_THROWS_WITH_AS(trainer->save_checkpoint(), doctest::Contains("lower learning rate"), core::Error);
  CHECK_THROWS_WITH_AS(trainer->save_model(), doctest::Contains("not a number"), core::Error);
  CHECK_FALSE(std::filesystem::exists(folder / "run/model.safetensors"));
  core::StepStats stats;
  CHECK_THROWS_AS(trainer->step({}, stats), core::Error);
  CHECK_THROWS_AS(trainer->save_checkpoint(), core::Error);
  CHECK_THROWS_AS(trainer->save_model(), core::Error);
  CHECK(core::read_checkpoint(good).size() == 7);
}

TEST_CASE("statistics that are no numbers stop the run at the next look, though every loss is finite") {
  for (const int every : {100000, 7}) {
    const TemporaryFolder folder;
    core::TrainOptions options = test::tiny_options(folder / "run");
    options.checkpoint_every = every;
    options.ema = 0;
    std::int64_t stopped = 0;
    {
      const auto trainer = test::open_trainer(options);
      test::train_to(*trainer, 1);
      engine::TrainState state(trainer->options(), at::kCPU);
      state.step = 1;
      const at::NoGradGuard no_grad;
      state.g->buffers()[0].fill_(std::numeric_limits<float>::quiet_NaN());
      const auto header =
          core::read_checkpoint_header(core::read_checkpoint(trainer->save_checkpoint()), "test");
      core::CheckpointFolder(folder / "run/checkpoints", 3)
          .save(1, engine::checkpoint_sections(state, trainer->options(), header.data_sha256));
    }
    const auto trainer = test::open_trainer(options, true);
    core::StepStats stats;
    try {
      while (trainer->step({}, stats)) {
        stopped = trainer->step_count();
        CHECK(std::isfinite(stats.loss_d));
        CHECK(std::isfinite(stats.loss_g));
      }
    } catch (const core::Error& error) {
      CHECK(std::string(error.what()).find("not a number") != std::string::npos);
      CHECK(error.hint().find("lower learning rate: --lr-g, --lr-d") != std::string::npos);
    }
    CHECK(stopped == (every == 7 ? 6 : 99));
    CHECK_THROWS_AS(trainer->save_checkpoint(), core::Error);
  }
}

TEST_CASE("a run goes on with another learning rate from its checkpoint on, and says so in its recipe") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  {
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 2);
    trainer->save_checkpoint();
  }
  const auto digest_after = [&](double rate) {
    options.lr_d = rate;
    const auto trainer = test::open_trainer(options, true);
    test::train_to(*trainer, 4);
    return test::digest(*trainer);
  };
  const std::string same = digest_after(2e-4);
  CHECK(digest_after(2e-4) == same);
  CHECK(digest_after(1e-4) != same);
  const auto trainer = test::open_trainer(options, true);
  const core::FrozenModelPtr model = engine::load_frozen(trainer->save_model(), at::kCPU);
  const std::string recipe = model->info().metadata.at("recipe");
  CHECK(recipe.find(R"("changes":[{"step":2,"option":"lr_d","old":"2e-04","new":"1e-04"}])") !=
        std::string::npos);
  CHECK(core::read_run_record(model->info()).problem.empty());
}

TEST_CASE(
    "after a broken checkpoint the run goes on from the one before, says so, and keeps the broken file") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.keep = 2;
  const std::filesystem::path place = folder / "run/checkpoints";
  {
    const auto trainer = test::open_trainer(options);
    for (const int step : {1, 2}) test::train_to(*trainer, step), trainer->save_checkpoint();
    std::ofstream(place / "step-000003.gsc") << "cut short";
    std::ofstream(place / ".step-000004.tmp-1.gsc") << "left by a dead process";
  }
  const auto trainer = test::open_trainer(options, true);
  CHECK(trainer->step_count() == 2);
  const std::vector<core::Error> warnings = trainer->take_warnings();
  REQUIRE(warnings.size() == 1);
  CHECK(std::string(warnings[0].what()).find("step-000003.gsc") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place / ".step-000004.tmp-1.gsc"));
  for (const int step : {4, 5, 6}) test::train_to(*trainer, step), trainer->save_checkpoint();
  CHECK(std::filesystem::exists(place / "step-000003.gsc"));
  CHECK_FALSE(std::filesystem::exists(place / "step-000004.gsc"));
}

TEST_CASE("a run limited by minutes ends with the step that uses them up, also after resuming") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.minutes = 1e-7;
  {
    const auto trainer = test::open_trainer(options);
    CHECK_FALSE(trainer->finished());
    test::train_to(*trainer, 1);
    CHECK(trainer->finished());
    trainer->save_checkpoint();
  }
  CHECK(test::open_trainer(options, true)->finished());
}

TEST_CASE("curves or sheets that cannot be written are warnings and training goes on") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.sample_every = 1;
  const auto trainer = test::open_trainer(options);
  std::ofstream(folder / "run/samples") << "a file where the folder should be";
  test::train_to(*trainer, 2);
  const std::vector<core::Error> warnings = trainer->take_warnings();
  REQUIRE(warnings.size() == 2);
  CHECK(std::string(warnings[0].what()).find("samples") != std::string::npos);
  CHECK(trainer->take_warnings().empty());
}
