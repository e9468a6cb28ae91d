#include "core/engine/train/train_loop.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"

using engine::TrainLoopHooks;
using engine::TrainLoopResult;

TEST_CASE("the loop trains to the last step, with a checkpoint at every turn and a model at the end") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 7;
  options.checkpoint_every = 3;
  const auto trainer = test::open_trainer(options);
  std::vector<std::int64_t> steps;
  std::vector<std::string> saved;
  TrainLoopHooks hooks;
  hooks.on_step = [&](const core::StepStats& stats) { steps.push_back(stats.step); };
  hooks.on_checkpoint = [&](const std::filesystem::path& file) { saved.push_back(file.filename().string()); };
  const TrainLoopResult result = engine::train(*trainer, hooks);
  CHECK_FALSE(result.stopped);
  CHECK((steps == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
  CHECK((saved == std::vector<std::string>{"step-000003.gsc", "step-000006.gsc", "step-000007.gsc"}));
  CHECK(std::filesystem::exists(result.model));
}

TEST_CASE("a stopped loop saves what was done") {
  const TemporaryFolder folder;
  const auto trainer = test::open_trainer(test::tiny_options(folder / "run"));
  std::stop_source stop;
  TrainLoopHooks hooks;
  hooks.stop = stop.get_token();
  hooks.on_step = [&](const core::StepStats& stats) {
    if (stats.step == 4) stop.request_stop();
  };
  std::int64_t gathered = 0;
  hooks.saving.report = [&](std::int64_t done, std::int64_t, std::string_view) { gathered = done; };
  const TrainLoopResult result = engine::train(*trainer, hooks);
  CHECK(result.stopped);
  CHECK(gathered == 16);
  CHECK(result.checkpoint.filename() == "step-000004.gsc");
  CHECK(std::filesystem::exists(result.model));
}

TEST_CASE("the same warning is told once until a checkpoint was saved") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 6;
  options.checkpoint_every = 3;
  options.sample_every = 1;
  const auto trainer = test::open_trainer(options);
  std::ofstream(folder / "run/samples") << "a file where the folder should be";
  std::vector<std::int64_t> told_at;
  TrainLoopHooks hooks;
  hooks.on_warning = [&](const std::string&) { told_at.push_back(trainer->step_count()); };
  engine::train(*trainer, hooks);
  CHECK(told_at == std::vector<std::int64_t>{1, 3, 6});
}

TEST_CASE("a checkpoint that cannot be written is a warning and training goes on") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 6;
  options.checkpoint_every = 2;
  const auto trainer = test::open_trainer(options);
  const std::filesystem::path place = folder / "run/checkpoints", away = folder / "away";
  int warnings = 0;
  TrainLoopHooks hooks;
  hooks.on_warning = [&](const std::string&) { ++warnings; };
  hooks.on_step = [&](const core::StepStats& stats) {
    if (stats.step == 1) std::filesystem::rename(place, away);
    if (stats.step == 3) std::filesystem::rename(away, place);
  };
  const TrainLoopResult result = engine::train(*trainer, hooks);
  CHECK(warnings == 1);
  CHECK(result.checkpoint.filename() == "step-000006.gsc");
}
