#include <doctest/doctest.h>

#include "tests/support/session_driver.h"

using test::SessionDriver;

namespace {

core::TrainOptions options(std::int64_t steps = 3) {
  core::TrainOptions options;
  options.nz = test::MockEngine::kNz;
  options.checkpoint_every = 0;
  options.steps = steps;
  return options;
}

std::string shown(const SessionDriver& driver) {
  return driver.session.snapshot().model->info().name;
}

}  // namespace

TEST_CASE("a model that cannot be opened leaves the open one as it was") {
  SessionDriver driver;
  driver.open("rooms");
  const core::Snapshot before = driver.session.snapshot();
  driver.controls->load_model.fail("not a model file");
  driver.session.send(core::LoadModel{"broken.safetensors"});
  CHECK(driver.event<core::Failed>().title == "The model was not opened");
  const core::Snapshot after = driver.session.snapshot();
  CHECK(after.model == before.model);
  CHECK(after.model_version == before.model_version);
}

TEST_CASE("starting a training turns following on, opening a model turns it off") {
  SessionDriver driver;
  driver.open("rooms");
  CHECK_FALSE(driver.session.snapshot().following_live);
  driver.session.send(core::StartTraining{options()});
  CHECK(driver.session.snapshot().following_live);
  driver.event<core::TrainingEnded>();
  CHECK(shown(driver) == "live");
  CHECK(driver.session.snapshot().model->info().step == 3);
  driver.open("portraits");
  CHECK_FALSE(driver.session.snapshot().following_live);
  CHECK(shown(driver) == "portraits");
}

TEST_CASE("a start that fails leaves nothing that could be called live") {
  SessionDriver driver;
  driver.open("rooms");
  driver.controls->make_trainer.fail("there are no images");
  driver.controls->make_trainer.close();
  driver.session.send(core::StartTraining{options()});
  CHECK(driver.session.snapshot().following_live);
  CHECK_FALSE(driver.session.snapshot().live);
  driver.controls->make_trainer.open();
  driver.event<core::Failed>();
  CHECK_FALSE(driver.session.snapshot().following_live);
  CHECK_FALSE(driver.session.snapshot().live);
  driver.controls->make_trainer.work();
  driver.session.send(core::StartTraining{options()});
  driver.event<core::TrainingEnded>();
  CHECK(driver.session.snapshot().following_live);
  CHECK(driver.session.snapshot().live);
}

TEST_CASE("following can be turned off and on again") {
  SessionDriver driver;
  driver.open("rooms");
  driver.session.send(core::StartTraining{options()});
  driver.event<core::TrainingEnded>();
  driver.session.send(core::FollowLive{false});
  CHECK(shown(driver) == "rooms");
  driver.session.send(core::FollowLive{true});
  CHECK(shown(driver) == "live");
}

TEST_CASE("the opened model stays on screen until the first copy of the run is there") {
  SessionDriver driver;
  driver.open("rooms");
  driver.session.send(core::StartTraining{options()});
  driver.event<core::TrainingEnded>();
  driver.session.send(core::FollowLive{false});
  driver.controls->make_trainer.close();
  driver.session.send(core::StartTraining{options()});
  driver.controls->make_trainer.wait_for_calls(2);
  CHECK(shown(driver) == "rooms");
  driver.controls->make_trainer.open();
  driver.event<core::TrainingEnded>();
  CHECK(shown(driver) == "live");
}

TEST_CASE("a training started after a load was asked for is followed although the load ends later") {
  SessionDriver driver;
  driver.controls->load_model.close();
  driver.session.send(core::LoadModel{"rooms"});
  driver.controls->load_model.wait_for_calls(1);
  driver.session.send(core::StartTraining{options()});
  driver.event<core::TrainingEnded>();
  driver.controls->load_model.open();
  driver.event<core::ModelOpened>();
  CHECK(driver.session.snapshot().following_live);
  CHECK(shown(driver) == "live");
}

TEST_CASE("pictures follow the net in training") {
  SessionDriver driver;
  driver.open("rooms");
  core::RenderRequest request;
  request.stamp = 1;
  request.live = {{core::Surface::kCanvas, {core::Latent(test::MockEngine::kNz, 0.5f)}, {}, false}};
  driver.session.request(request);
  driver.until_stamp(core::Surface::kCanvas, 1);
  driver.session.send(core::StartTraining{options(9)});
  const core::Snapshot snapshot = driver.until(
      [](const core::Snapshot& s) { return s.surface(core::Surface::kCanvas)->model_step == 9; });
  CHECK(snapshot.surface(core::Surface::kCanvas)->tiles ==
        driver.session.snapshot().model->generate(request.live[0].z, {}));
}

TEST_CASE("sheets come to show the last copy of the net in training as well") {
  SessionDriver driver;
  driver.open("rooms");
  core::RenderRequest request;
  request.stamp = 1;
  request.background = {{core::Surface::kContactSheet, {}, {}, false}};
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    request.background[0].z.push_back(
        core::sample_latent(core::Prior::kGaussian, test::MockEngine::kNz, seed));
  driver.session.request(request);
  driver.until_stamp(core::Surface::kContactSheet, 1);
  driver.session.send(core::StartTraining{options(40)});
  driver.event<core::TrainingEnded>();
  const auto last = driver.session.snapshot().model->generate(request.background[0].z, {});
  driver.until(
      [&](const core::Snapshot& s) { return s.surface(core::Surface::kContactSheet)->tiles == last; });
}

TEST_CASE("a published copy stays what it was while training goes on") {
  SessionDriver driver;
  driver.session.send(core::StartTraining{options(1000000)});
  const core::FrozenModelPtr copy =
      driver.until([](const core::Snapshot& s) { return s.model != nullptr; }).model;
  const std::int64_t step = copy->info().step;
  const auto picture =
      copy->generate(std::vector<core::Latent>{core::Latent(test::MockEngine::kNz, 0.5f)}, {});
  driver.until([=](const core::Snapshot& s) { return s.train->latest.step > step + 20; });
  CHECK(copy->info().step == step);
  CHECK(copy->generate(std::vector<core::Latent>{core::Latent(test::MockEngine::kNz, 0.5f)}, {}) == picture);
}

TEST_CASE("a net in training is drawn with its own statistics until a person chooses others") {
  using Mode = core::BatchNormMode;
  SessionDriver driver;
  driver.controls->live_modes = {Mode::kRunning, Mode::kPopulation, Mode::kBatch};
  driver.controls->step.close();
  driver.open("rooms");  // its default is population
  core::RenderRequest request;
  request.stamp = 1;
  const core::Latent z = core::sample_latent(core::Prior::kGaussian, test::MockEngine::kNz, 5);
  request.live = {{core::Surface::kCanvas, {z}, {Mode::kPopulation, {}}, false}};
  driver.session.request(request);
  driver.session.send(core::StartTraining{options()});
  const auto drawn_by = [&](Mode mode) {
    return [&driver, z, mode](const core::Snapshot& s) {
      const core::SurfacePictures* canvas = s.surface(core::Surface::kCanvas);
      return canvas && canvas->model_version == s.model_version && s.model->info().name == "live" &&
             canvas->tiles == s.model->generate(std::vector<core::Latent>{z}, {mode, {}});
    };
  };
  driver.until(drawn_by(Mode::kRunning));
  CHECK(driver.controls->prepare.calls() == 0);

  request.stamp = 2;
  request.live.front().options.mode = Mode::kPopulation;
  driver.session.request(request);
  const std::uint64_t before = driver.until(drawn_by(Mode::kPopulation)).model_version;
  // The next copy is made ready on the training thread before the window sees it.
  driver.controls->prepare.close();
  driver.controls->step.allow(1);
  driver.controls->prepare.wait_for_calls(1);
  CHECK(driver.session.snapshot().model_version == before);
  driver.controls->prepare.open();
  driver.until([&](const core::Snapshot& s) { return s.model_version > before; });
  driver.until(drawn_by(Mode::kPopulation));
}
