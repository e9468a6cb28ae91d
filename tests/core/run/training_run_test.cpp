#include "core/run/training_run.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "tests/support/heard_run.h"
#include "tests/support/mock_trainer.h"

namespace {

using Steps = std::vector<std::int64_t>;

struct MockRun {
  std::shared_ptr<test::MockControls> controls = std::make_shared<test::MockControls>();
  test::HeardRun heard;
  core::TrainOptions options;

  MockRun() {
    options.run = "/nowhere/run";
    options.nz = 8;
    options.steps = 20;
    options.checkpoint_every = 4;
  }

  core::TrainingRun open(core::TrainingRun::Settings settings = {}, std::int64_t first_step = 0) {
    return {std::make_unique<test::MockTrainer>(options, first_step, controls), settings, heard};
  }
};

}  // namespace

TEST_CASE("a last checkpoint that cannot be written is told again and the model is saved") {
  MockRun mock;
  mock.controls->save_checkpoint.fail("no space left on device");
  core::TrainingRun run = mock.open();
  run.train({});
  CHECK(mock.heard.told_at == Steps{4});
  CHECK(run.finish() == "/nowhere/run/model.safetensors");
  CHECK(mock.heard.told_at == Steps{4, 20});
  CHECK(mock.heard.gathered == 5);
  CHECK_FALSE(run.saved_here());
}

TEST_CASE("a model that cannot be saved at the end is thrown, after its checkpoint was saved") {
  MockRun mock;
  mock.controls->save_model.fail("no space left on device");
  core::TrainingRun run = mock.open();
  run.train({});
  CHECK_THROWS_WITH_AS(run.finish(), doctest::Contains("no space left"), core::Error);
  CHECK(run.saved_here());
}

TEST_CASE("a failed checkpoint that works again may fail anew") {
  MockRun mock;
  mock.heard.on_step = [&](std::int64_t step) {
    if (step == 3 || step == 15) mock.controls->save_checkpoint.fail("no space left on device");
    if (step == 11) mock.controls->save_checkpoint.work();
  };
  core::TrainingRun run = mock.open();
  run.train({});
  CHECK(mock.heard.told_at == Steps{4, 16});
  CHECK(mock.heard.checkpoints == std::vector<std::string>{"checkpoint-12"});
}

TEST_CASE("copies leave training by steps, the first and the last among them, or not at all") {
  MockRun mock;
  mock.options.steps = 7;
  core::TrainingRun run = mock.open({.pace = core::PublishPace(1e9, 3)});
  run.train({});
  CHECK(mock.heard.copies == Steps{0, 3, 6});
  run.finish();
  CHECK(mock.heard.copies == Steps{0, 3, 6, 7});
  MockRun silent;
  core::TrainingRun without = silent.open();
  without.train({});
  without.finish();
  CHECK(silent.controls->publish.calls() == 0);
}

TEST_CASE("a run that has its checkpoint and takes no step writes none") {
  MockRun mock;
  core::TrainingRun run = mock.open({.saved = true}, 20);
  run.train({});
  run.finish();
  CHECK(mock.controls->save_checkpoint.calls() == 0);
}

TEST_CASE("what is odd about the data is told once, before the first step") {
  struct OddData : test::MockTrainer {
    using MockTrainer::MockTrainer;

    const core::DataSummary& data() const override { return odd; }

    core::DataSummary odd = [] {
      core::DataSummary data;
      data.warnings = {"images of one flat colour: 64 of 64", "a.png: it comes out dark"};
      return data;
    }();
  };

  MockRun mock;
  core::TrainingRun run{std::make_unique<OddData>(mock.options, 0, mock.controls), {}, mock.heard};
  CHECK(mock.heard.warnings.size() == 2);
  run.train({});
  CHECK(mock.heard.warnings ==
        std::vector<std::string>{"images of one flat colour: 64 of 64", "a.png: it comes out dark"});
  CHECK(mock.heard.told_at == Steps{0, 0});
}

TEST_CASE("a checkpoint is saved after the step at which somebody asks for it, and training goes on") {
  MockRun mock;
  mock.options.steps = 7;
  mock.options.checkpoint_every = 1000;
  bool asked = false;
  mock.heard.on_step = [&](std::int64_t step) { asked = step == 3 || step == 5; };
  core::TrainingRun run = mock.open();
  run.train({}, [&] { return std::exchange(asked, false); });
  CHECK(mock.heard.checkpoints == std::vector<std::string>{"checkpoint-3", "checkpoint-5"});
  CHECK(run.finished());
}

TEST_CASE("who is in a hurry gets the last checkpoint and no model, also while the model is made") {
  for (const bool before : {true, false}) {
    MockRun mock;
    std::stop_source hurry;
    if (before) hurry.request_stop();
    core::TrainingRun run = mock.open();
    run.step({});
    mock.heard.on_gathered = [&] { hurry.request_stop(); };
    CHECK(run.finish(hurry.get_token()).empty());
    CHECK(run.saved_here());
    CHECK(mock.controls->save_model.calls() == 0);
  }
}
