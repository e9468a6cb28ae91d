#include <doctest/doctest.h>

#include "tests/support/session_driver.h"

using core::Phase;
using test::SessionDriver;

namespace {

core::TrainOptions options(std::int64_t steps = 1000000) {
  core::TrainOptions options;
  options.data = "rooms";
  options.run = "/nowhere/run";
  options.nz = test::MockEngine::kNz;
  options.steps = steps;
  options.checkpoint_every = 0;
  return options;
}

core::Snapshot until_step(SessionDriver& driver, std::int64_t step) {
  return driver.until([step](const core::Snapshot& snapshot) { return snapshot.train->latest.step >= step; });
}

/// A run that waits in its first step.
void start_and_hold(SessionDriver& driver) {
  driver.controls->step.close();
  driver.session.send(core::StartTraining{options()});
  driver.event<core::TrainingStarted>();
  driver.controls->step.wait_for_calls(1);
}

}  // namespace

TEST_CASE("a run trains its steps, then saves checkpoint and model and is idle") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options(25)});
  CHECK(driver.event<core::TrainingStarted>().options == options(25));
  const core::TrainingEnded ended = driver.event<core::TrainingEnded>();
  CHECK(ended.step == 25);
  CHECK(ended.model == "/nowhere/run/model.safetensors");
  CHECK(driver.event<core::CheckpointSaved>().step == 25);
  const auto train = driver.session.snapshot().train;
  CHECK(train->phase == Phase::kIdle);
  CHECK(train->latest.step == 25);
  CHECK(train->history->size() == 25);
  CHECK(train->checkpoints.size() == 1);
  CHECK(train->images_per_second > 0);
  CHECK(train->seconds_spent > 0);
  CHECK(train->seconds_left == 0);
  CHECK(train->data->source == "rooms");
}

TEST_CASE("checkpoints are saved every so many steps and the newest are listed first") {
  SessionDriver driver;
  core::TrainOptions every = options(35);
  every.checkpoint_every = 10;
  driver.session.send(core::StartTraining{every});
  driver.event<core::TrainingEnded>();
  const auto train = driver.session.snapshot().train;
  REQUIRE(train->checkpoints.size() == 3);
  CHECK(train->checkpoints[0].step == 35);
  CHECK(train->checkpoints[1].step == 30);
  CHECK(train->checkpoints[2].step == 20);
  CHECK(driver.count<core::CheckpointSaved>() == 4);
}

TEST_CASE("a pause holds between steps and continuing goes on from there") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 3);
  driver.session.send(core::PauseTraining{});
  const auto paused = driver.until_phase(Phase::kPaused).train;
  CHECK(paused->seconds_left > 0);  // of a million steps
  const std::int64_t held = paused->latest.step;
  const int calls = driver.controls->step.calls();
  driver.session.send(core::SaveCheckpoint{});
  CHECK(driver.event<core::CheckpointSaved>().step == held);
  CHECK(driver.controls->step.calls() == calls);
  driver.session.send(core::ContinueTraining{});
  until_step(driver, held + 3);
  CHECK(driver.session.snapshot().train->phase == Phase::kTraining);
}

TEST_CASE("a stop shows at once in the middle of a step and drops that step") {
  SessionDriver driver;
  start_and_hold(driver);
  driver.controls->save_checkpoint.close();
  driver.session.send(core::StopTraining{});
  CHECK(driver.session.snapshot().train->phase == Phase::kStopping);
  driver.controls->save_checkpoint.wait_for_calls(1);
  CHECK(driver.session.snapshot().train->phase == Phase::kStopping);
  driver.controls->save_checkpoint.open();
  CHECK(driver.event<core::TrainingEnded>().step == 0);
  CHECK(driver.session.snapshot().train->phase == Phase::kIdle);
}

TEST_CASE("how far the model is that a run saves at its end shows") {
  SessionDriver driver;
  driver.controls->save_model.close();
  driver.session.send(core::StartTraining{options(3)});
  driver.until([](const core::Snapshot& s) {
    return s.train->phase == Phase::kStopping && s.train->save_share == 5.0 / 16;
  });
  driver.controls->save_model.open();
  driver.until_phase(Phase::kIdle);
}

TEST_CASE("a stop while data are loaded cancels the run") {
  SessionDriver driver;
  driver.controls->make_trainer.close();
  driver.session.send(core::StartTraining{options()});
  CHECK(driver.session.snapshot().train->phase == Phase::kLoading);
  driver.controls->make_trainer.wait_for_calls(1);
  CHECK(driver.until([](const core::Snapshot& s) { return s.train->load_share > 0; }).train->load_share ==
        0.5);
  driver.session.send(core::StopTraining{});
  const Phase told = driver.session.snapshot().train->phase;
  CHECK((told == Phase::kStopping || told == Phase::kIdle));  // the worker may have seen the stop by now
  driver.event<core::JobCancelled>();
  CHECK(driver.session.snapshot().train->phase == Phase::kIdle);
  CHECK(driver.controls->save_checkpoint.calls() == 0);
}

TEST_CASE("a stop while paused saves and ends the run") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 2);
  driver.session.send(core::PauseTraining{});
  driver.until_phase(Phase::kPaused);
  driver.session.send(core::StopTraining{});
  driver.event<core::TrainingEnded>();
  CHECK(driver.session.snapshot().train->phase == Phase::kIdle);
}

TEST_CASE("a stop without a run changes nothing, also for the run started next") {
  SessionDriver driver;
  driver.session.send(core::StopTraining{});
  driver.session.send(core::PauseTraining{});
  CHECK(driver.session.snapshot().train->phase == Phase::kIdle);
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 5);
}

TEST_CASE("a start that follows a stop begins when the stop is done") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 2);
  driver.controls->save_model.close();
  driver.session.send(core::StopTraining{});
  driver.session.send(core::StartTraining{options(7)});
  driver.session.send(core::StartTraining{options(9)});
  CHECK(driver.event<core::Failed>().message.find("stop it first") != std::string::npos);
  CHECK(driver.session.snapshot().train->phase == Phase::kStopping);
  driver.controls->save_model.open();
  CHECK(driver.event<core::TrainingEnded>().step >= 2);
  CHECK(driver.event<core::TrainingEnded>().step == 7);
}

TEST_CASE("start, stop and start in one breath end in the second run") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  driver.session.send(core::StopTraining{});
  driver.session.send(core::StartTraining{options(6)});
  driver.until(
      [](const core::Snapshot& s) { return s.train->latest.step == 6 && s.train->phase == Phase::kIdle; });
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("a second start during a run is refused and the run goes on") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 2);
  driver.session.send(core::StartTraining{options()});
  driver.event<core::Failed>();
  until_step(driver, driver.session.snapshot().train->latest.step + 5);
  driver.session.send(core::StopTraining{});
  driver.event<core::TrainingEnded>();
}

TEST_CASE("a failed step leaves the session alive with the reason and the last copy") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  until_step(driver, 3);
  driver.controls->step.fail("the loss is not finite");
  CHECK(driver.event<core::Failed>().message.find("the loss is not finite") != std::string::npos);
  const core::Snapshot snapshot = driver.until_phase(Phase::kFailed);
  CHECK(snapshot.train->message.find("the loss is not finite") != std::string::npos);
  REQUIRE(snapshot.model);
  CHECK(snapshot.model->info().name == "live");
  CHECK(driver.controls->save_checkpoint.calls() == 0);

  driver.controls->step.work();
  driver.session.send(core::StartTraining{options(5), true});
  CHECK(driver.event<core::TrainingEnded>().step == test::MockEngine::kResumedStep);
  CHECK(driver.session.snapshot().train->message.empty());
}

TEST_CASE("a run that cannot be set up fails with the reason") {
  SessionDriver driver;
  driver.controls->make_trainer.fail("no images in the folder");
  driver.session.send(core::StartTraining{options()});
  CHECK(driver.event<core::Failed>().message.find("no images in the folder") != std::string::npos);
  driver.until_phase(Phase::kFailed);
  driver.controls->make_trainer.work();
  driver.session.send(core::StartTraining{options(3)});
  driver.event<core::TrainingEnded>();
}

TEST_CASE("a checkpoint that cannot be written is told and training goes on") {
  SessionDriver driver;
  driver.controls->save_checkpoint.fail("no space left on device");
  core::TrainOptions every = options();
  every.checkpoint_every = 5;
  driver.session.send(core::StartTraining{every});
  CHECK(driver.event<core::Failed>().message.find("no space left") != std::string::npos);
  driver.controls->save_checkpoint.work();
  CHECK(driver.event<core::CheckpointSaved>().step % 5 == 0);
  CHECK_FALSE(driver.session.snapshot().train->checkpoints.empty());
}

TEST_CASE("checkpoints by plan that fail alike are told once, the last one again") {
  SessionDriver driver;
  driver.controls->save_checkpoint.fail("no space left on device");
  core::TrainOptions every = options(20);
  every.checkpoint_every = 4;
  driver.session.send(core::StartTraining{every});
  driver.event<core::TrainingEnded>();
  CHECK(driver.controls->save_checkpoint.calls() == 5);
  CHECK(driver.count<core::Failed>() == 2);
}

TEST_CASE("a model that cannot be saved at the end is a failure") {
  SessionDriver driver;
  driver.controls->save_model.fail("no space left on device");
  driver.session.send(core::StartTraining{options(4)});
  driver.event<core::Failed>();
  driver.until_phase(Phase::kFailed);
  CHECK(driver.count<core::TrainingEnded>() == 0);
  CHECK(driver.count<core::CheckpointSaved>() == 1);
}

TEST_CASE("a copy that cannot be made is told once and training goes on") {
  SessionDriver driver;
  driver.controls->publish.fail("out of memory");
  driver.session.send(core::StartTraining{options(20)});
  driver.event<core::TrainingEnded>();
  CHECK(driver.count<core::Failed>() == 1);
  CHECK(driver.controls->publish.calls() == 21);
}

TEST_CASE("copies are published by time only as often as asked for") {
  SessionDriver driver({.publish_seconds = 1e9});
  driver.session.send(core::StartTraining{options(50)});
  driver.event<core::TrainingEnded>();
  CHECK(driver.controls->publish.calls() == 2);  // the first, and the last
}

TEST_CASE("the grid shows the fixed z of the newest copy and says its step") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options(12)});
  driver.event<core::TrainingEnded>();
  const core::Snapshot snapshot =
      driver.until([](const core::Snapshot& s) { return s.train->grid && s.train->grid_step == 12; });
  CHECK(snapshot.train->grid->size() == 64);
  CHECK(snapshot.train->grid->at(63) ==
        snapshot.model
            ->generate(std::vector<core::Latent>{core::sample_latent(core::Prior::kGaussian, 8, 9063)}, {})
            .front());
}

TEST_CASE("an earlier run's grid does not appear in the next run") {
  SessionDriver driver;
  driver.controls->generate.close();
  driver.session.send(core::StartTraining{options(3)});
  driver.event<core::TrainingEnded>();
  driver.controls->generate.wait_for_calls(1);
  driver.controls->step.close();
  driver.session.send(core::StartTraining{options(), true});
  driver.event<core::TrainingStarted>();
  driver.controls->generate.open();
  const core::Snapshot snapshot =
      driver.until([](const core::Snapshot& s) { return s.train->grid != nullptr; });
  CHECK(snapshot.train->grid_step == test::MockEngine::kResumedStep);
}

TEST_CASE("a published training snapshot never changes") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options()});
  const auto early = until_step(driver, 2).train;
  const std::int64_t step = early->latest.step;
  const std::size_t points = early->history->size();
  until_step(driver, step + 20);
  CHECK(early->latest.step == step);
  CHECK(early->history->size() == points);
}
