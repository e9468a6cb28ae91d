#include <doctest/doctest.h>

#include <memory>

#include "tests/support/session_driver.h"

using core::Phase;
using test::SessionDriver;

namespace {

core::TrainOptions options() {
  core::TrainOptions options;
  options.nz = test::MockEngine::kNz;
  options.checkpoint_every = 0;
  options.steps = 1000000;
  return options;
}

}  // namespace

TEST_CASE("an idle session ends") {
  const SessionDriver driver;
}

TEST_CASE("ending while training saves a checkpoint, and no model file") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  controls->step.close();
  driver->session.send(core::StartTraining{options()});
  controls->step.allow(2);
  controls->step.wait_for_calls(3);
  driver.reset();
  CHECK(controls->save_checkpoint.calls() == 1);
  CHECK(controls->save_model.calls() == 0);
}

TEST_CASE("ending while paused saves what was not saved yet") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  driver->session.send(core::StartTraining{options()});
  controls->step.wait_for_calls(2);
  driver->session.send(core::PauseTraining{});
  driver->until_phase(Phase::kPaused);
  SUBCASE("nothing was saved") {
    driver.reset();
    CHECK(controls->save_checkpoint.calls() == 1);
  }
  SUBCASE("this step has a checkpoint") {
    driver->session.send(core::SaveCheckpoint{});
    driver->event<core::CheckpointSaved>();
    driver.reset();
    CHECK(controls->save_checkpoint.calls() == 1);
  }
}

TEST_CASE("ending while loading drops the run") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  controls->make_trainer.close();
  driver->session.send(core::StartTraining{options()});
  controls->make_trainer.wait_for_calls(1);
  driver.reset();
  CHECK(controls->save_checkpoint.calls() == 0);
  CHECK(controls->step.calls() == 0);
}

TEST_CASE("ending while stopping still writes the model") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  controls->save_checkpoint.close();
  driver->session.send(core::StartTraining{options()});
  controls->step.wait_for_calls(2);
  driver->session.send(core::StopTraining{});
  controls->save_checkpoint.wait_for_calls(1);
  driver.reset();
  CHECK(controls->save_model.calls() == 1);
}

TEST_CASE("ending after a failure ends") {
  auto driver = std::make_unique<SessionDriver>();
  driver->controls->step.fail("broken");
  driver->session.send(core::StartTraining{options()});
  driver->until_phase(Phase::kFailed);
  const auto controls = driver->controls;
  driver.reset();
  CHECK(controls->save_checkpoint.calls() == 0);
}

TEST_CASE("ending cancels the running job and drops those that wait") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  driver->open();
  controls->job.close();
  driver->session.send(core::RunTask{core::ExportRequest{}});
  driver->session.send(core::RunTask{core::ExportRequest{}});
  controls->job.wait_for_calls(1);
  driver.reset();
  CHECK(controls->job.calls() == 1);
}

TEST_CASE("ending in the middle of a sheet ends after its chunk") {
  auto driver = std::make_unique<SessionDriver>();
  const auto controls = driver->controls;
  driver->open();
  controls->generate.close();
  core::RenderRequest request;
  request.stamp = 1;
  std::vector<core::Latent> z(400, core::Latent(test::MockEngine::kNz, 0.5f));
  request.background = {{core::Surface::kContactSheet, z, {}, false}};
  driver->session.request(request);
  controls->generate.wait_for_calls(1);
  driver.reset();
  CHECK(controls->generate.calls() < 100);
}
