#include "core/run/training_run.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"
#include "tests/support/heard_run.h"

using Steps = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

TEST_CASE("a run trains to its last step, with a checkpoint at every turn and a model at the end") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 7;
  options.checkpoint_every = 3;
  test::HeardRun heard;
  core::TrainingRun run(test::open_trainer(options), {}, heard);
  run.train({});
  CHECK(run.finished());
  const std::filesystem::path model = run.finish();
  CHECK(heard.steps == Steps{1, 2, 3, 4, 5, 6, 7});
  CHECK(heard.checkpoints == Names{"step-000003.gsc", "step-000006.gsc", "step-000007.gsc"});
  CHECK(heard.copies.empty());
  CHECK(std::filesystem::exists(model));
}

TEST_CASE("a stopped run saves what was done") {
  const TemporaryFolder folder;
  std::stop_source stop;
  test::HeardRun heard;
  heard.on_step = [&](std::int64_t step) {
    if (step == 4) stop.request_stop();
  };
  core::TrainingRun run(test::open_trainer(test::tiny_options(folder / "run")), {}, heard);
  run.train(stop.get_token());
  CHECK_FALSE(run.finished());
  const std::filesystem::path model = run.finish();
  CHECK(heard.gathered == 16);
  CHECK(heard.checkpoints == Names{"step-000004.gsc"});
  CHECK(std::filesystem::exists(model));
}

TEST_CASE("the same warning is told once until a checkpoint was saved") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 6;
  options.checkpoint_every = 3;
  options.sample_every = 1;
  test::HeardRun heard;
  core::TrainingRun run(test::open_trainer(options), {}, heard);
  std::ofstream(folder / "run/samples") << "a file where the folder should be";
  run.train({});
  run.finish();
  CHECK(heard.told_at == Steps{1, 3, 6});
  CHECK(heard.failures.empty());
}

TEST_CASE("a checkpoint in between that cannot be written is told and training goes on") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 6;
  options.checkpoint_every = 2;
  const std::filesystem::path place = folder / "run/checkpoints", away = folder / "away";
  test::HeardRun heard;
  heard.on_step = [&](std::int64_t step) {
    if (step == 1) std::filesystem::rename(place, away);
    if (step == 3) std::filesystem::rename(away, place);
  };
  core::TrainingRun run(test::open_trainer(options), {}, heard);
  run.train({});
  run.finish();
  CHECK(heard.failures.size() == 1);
  CHECK(heard.checkpoints == Names{"step-000004.gsc", "step-000006.gsc"});
}

TEST_CASE("a last checkpoint that cannot be written is told and the model saved all the same") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "run");
  options.steps = 2;
  test::HeardRun heard;
  core::TrainingRun run(test::open_trainer(options), {}, heard);
  run.train({});
  std::filesystem::remove_all(folder / "run/checkpoints");
  CHECK(std::filesystem::exists(run.finish()));
  CHECK(heard.failures.size() == 1);
  CHECK_FALSE(run.saved_here());
}
