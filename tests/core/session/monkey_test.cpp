#include <doctest/doctest.h>

#include "core/latent/random.h"
#include "tests/support/session_driver.h"

using core::Phase;
using test::SessionDriver;

namespace {

constexpr int kActions = 10000;

core::TrainOptions random_run(core::CounterRandom& random) {
  core::TrainOptions options;
  options.nz = random.below(4) == 0 ? test::MockEngine::kOtherNz : test::MockEngine::kNz;
  options.steps = 1 + random.below(60);
  options.checkpoint_every = static_cast<int>(random.below(20));
  return options;
}

core::RenderRequest random_request(core::CounterRandom& random, std::uint64_t stamp) {
  core::RenderRequest request;
  request.stamp = stamp;
  const int nz = random.below(4) == 0 ? test::MockEngine::kOtherNz : test::MockEngine::kNz;
  const auto z = [&] { return core::sample_latent(core::Prior::kGaussian, nz, random.below(40)); };
  request.live = {{core::Surface::kCanvas, {z()}, {}, random.below(2) == 0}};
  if (random.below(3) == 0)
    request.live[0].options.masks.dropped = {{2, {static_cast<int>(random.below(16))}}};
  request.background = {{core::Surface::kContactSheet, {z(), z(), z(), z(), z()}, {}, false}};
  if (random.below(4) == 0) {
    request.inspect.emplace();
    request.inspect->guided.features = {0, static_cast<int>(random.below(16))};
  }
  return request;
}

void break_or_mend(test::MockControls& controls, core::CounterRandom& random) {
  test::MockPoint* points[] = {&controls.generate, &controls.guided,          &controls.load_model,
                               &controls.job,      &controls.make_trainer,    &controls.step,
                               &controls.publish,  &controls.save_checkpoint, &controls.save_model};
  controls.work();
  const std::uint32_t broken = random.below(30);
  if (broken < std::size(points)) points[broken]->fail("broken on purpose");
}

/// Gives a run time to get somewhere, if one is under way.
void let_work(SessionDriver& driver) {
  const auto before = driver.session.snapshot().train;
  driver.until([&](const core::Snapshot& s) {
    return (s.train->phase != Phase::kLoading && s.train->phase != Phase::kTraining) ||
           s.train->latest.step >= before->latest.step + 3 || s.train->latest.step < before->latest.step;
  });
}

void act(SessionDriver& driver, core::CounterRandom& random, std::uint64_t stamp) {
  switch (random.below(20)) {
    case 0:
    case 1:
    case 2:
      driver.session.send(core::StartTraining{random_run(random), random.below(4) == 0});
      break;
    case 3:
      driver.session.send(core::PauseTraining{});
      break;
    case 4:
    case 5:
      driver.session.send(core::ContinueTraining{});
      break;
    case 6:
      driver.session.send(core::StopTraining{});
      break;
    case 7:
      driver.session.send(core::SaveCheckpoint{});
      break;
    case 8:
      driver.session.send(core::FollowLive{random.below(2) == 0});
      break;
    case 9:
      driver.session.send(core::LoadModel{random.below(3) == 0 ? "other" : "rooms"});
      break;
    case 10:
      driver.session.send(core::RunTask{core::ExportRequest{}});
      break;
    case 11:
      driver.session.send(core::RunTask{core::OpenImageRequest{"dropped.png"}});
      break;
    case 12:
      driver.session.send(core::RunTask{core::LookAtDataRequest{"dropped-folder"}});
      break;
    case 13:
      driver.session.send(core::CancelJob{random.below(200)});
      break;
    case 14:
      break_or_mend(*driver.controls, random);
      break;
    case 15:
    case 16:
      let_work(driver);
      break;
    case 17:
      if (random.below(4) == 0)
        driver.session.send(core::MeasureStep{});
      else
        driver.session.send(core::MeasureStep{random_run(random)});
      break;
    default:
      driver.session.request(random_request(random, stamp));
      break;
  }
}

/// Whatever was done before, the session still trains, draws and exports.
void check_alive(SessionDriver& driver, std::uint64_t stamp) {
  driver.controls->work();
  driver.session.send(core::StopTraining{});
  driver.until([](const core::Snapshot& s) {
    return s.jobs.empty() && (s.train->phase == Phase::kIdle || s.train->phase == Phase::kFailed);
  });
  driver.collect();
  driver.events.clear();
  driver.open("rooms");
  driver.session.send(core::FollowLive{false});
  core::RenderRequest request;
  request.stamp = stamp;
  request.live = {{core::Surface::kCanvas, {core::Latent(test::MockEngine::kNz, 0.25f)}, {}, false}};
  driver.session.request(request);
  driver.until_stamp(core::Surface::kCanvas, stamp);
  core::TrainOptions options;
  options.nz = test::MockEngine::kNz;
  options.steps = 77;  // no run before had as many
  driver.session.send(core::StartTraining{options});
  while (driver.event<core::TrainingEnded>().step != 77) {
  }
  driver.session.send(core::RunTask{core::ExportRequest{}});
  driver.answer<core::ExportRequest>();
}

}  // namespace

TEST_CASE("no order of start, pause, stop, save, load, drop, draw and failure breaks the session") {
  int ended = 0, failed = 0, cancelled = 0, written = 0, saved = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    CAPTURE(seed);
    core::CounterRandom random(seed);
    SessionDriver driver;
    std::uint64_t version = 0;
    for (int action = 0; action < kActions / 4; ++action) {
      act(driver, random, static_cast<std::uint64_t>(action) + 1);
      const core::Snapshot snapshot = driver.session.snapshot();
      REQUIRE(snapshot.train->version >= version);
      version = snapshot.train->version;
    }
    ended += driver.count<core::TrainingEnded>();
    failed += driver.count<core::Failed>();
    cancelled += driver.count<core::JobCancelled>();
    written += driver.count_answers<core::ExportRequest>();
    saved += driver.count<core::CheckpointSaved>();
    check_alive(driver, kActions + 1);
  }
  // It was no quiet walk: every kind of end was reached.
  CHECK(ended > 10);
  CHECK(failed > 10);
  CHECK(cancelled > 0);
  CHECK(written > 10);
  CHECK(saved > 10);
}

TEST_CASE("a session can be closed after any action") {
  for (std::uint64_t seed = 100; seed < 200; ++seed) {
    CAPTURE(seed);
    core::CounterRandom random(seed);
    SessionDriver driver;
    const std::uint32_t actions = random.below(12);
    for (std::uint32_t action = 0; action < actions; ++action) act(driver, random, action + 1);
  }
}
