#include "core/run/step_estimate.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/support/session_driver.h"

using core::Phase;
using test::SessionDriver;

namespace {

constexpr core::SessionOptions kAtOnce{.publish_seconds = 1e9, .publish_steps = 1, .measure_delay = 0};

core::TrainOptions options(int width = 64) {
  core::TrainOptions options;
  options.data = "rooms";
  options.nz = test::MockEngine::kNz;
  options.ngf = options.ndf = width;
  options.steps = 1000000;
  options.checkpoint_every = 0;
  return options;
}

core::MeasureStep of(const core::TrainOptions& options) {
  return {core::step_part(options)};
}

bool measured(const core::Snapshot& snapshot, const core::TrainOptions& options) {
  const core::StepEstimate* estimate = snapshot.train->estimate.get();
  return estimate && estimate->options == core::step_part(options) && !estimate->measuring();
}

core::StepEstimate until_measured(SessionDriver& driver, const core::TrainOptions& options) {
  return *driver.until([&](const core::Snapshot& s) { return measured(s, options); }).train->estimate;
}

/// A measurement that waits in its first step.
void measure_and_hold(SessionDriver& driver, const core::TrainOptions& options) {
  driver.controls->time_step.close();
  driver.session.send(of(options));
  driver.controls->time_step.wait_for_calls(1);
}

}  // namespace

TEST_CASE("only what changes a step, an epoch or a checkpoint asks for another measurement") {
  const core::TrainOptions base = options();
  core::TrainOptions same = base;
  same.run = "/elsewhere";
  same.steps = 7;
  same.minutes = 3;
  same.seed = 99;
  same.lr_g = same.lr_d = 1e-3;
  same.flip = true;
  same.keep = 9;
  CHECK(core::step_part(same) == core::step_part(base));
  for (const auto change :
       {+[](core::TrainOptions& o) { o.data = "portraits"; },
        +[](core::TrainOptions& o) { o.data_count = 5; }, +[](core::TrainOptions& o) { o.layout = "paper"; },
        +[](core::TrainOptions& o) { o.size = 32; }, +[](core::TrainOptions& o) { o.channels = 1; },
        +[](core::TrainOptions& o) { o.nz = 3; }, +[](core::TrainOptions& o) { o.ngf = 8; },
        +[](core::TrainOptions& o) { o.ndf = 8; }, +[](core::TrainOptions& o) { o.batch = 8; },
        +[](core::TrainOptions& o) { o.alternate = true; }, +[](core::TrainOptions& o) { o.ema = 0.9; },
        +[](core::TrainOptions& o) { o.shift = 2; }, +[](core::TrainOptions& o) { o.threads = 1; }}) {
    core::TrainOptions other = base;
    change(other);
    CHECK(core::step_part(other) != core::step_part(base));
  }
}

TEST_CASE("epoch, first picture and disk follow from the measured step") {
  core::TrainOptions o = options();
  const core::StepTime time{0.5, 20000, 1000, true};
  CHECK(core::epoch_seconds(o, time) == doctest::Approx(20000 / 64.0 * 0.5));
  CHECK(core::first_picture_steps(o) == 500);
  CHECK(core::disk_bytes(o, time) == 4000);
  o.alternate = true;  // a minibatch updates one net only
  CHECK(core::first_picture_steps(o) == 1000);
}

TEST_CASE("smaller nets are half as wide, then half the size, and remain legal") {
  core::TrainOptions o = options(128);
  o.ndf = 40;
  o.shift = 20;
  o.checkpoint_every = 500;
  for (const auto& [ngf, ndf, size] : {std::array{64, 32, 64}, {32, 32, 64}, {32, 32, 32}}) {
    const auto smaller = core::smaller_nets(o, true);
    REQUIRE(smaller);
    o = *smaller;
    CHECK(o.ngf == ngf);
    CHECK(o.ndf == ndf);
    CHECK(o.size == size);
    CHECK_NOTHROW(core::check(o));
  }
  CHECK_FALSE(core::smaller_nets(o, true));
}

TEST_CASE("packed images keep their size, and nets that start from a model keep theirs") {
  CHECK_FALSE(core::smaller_nets(options(32), false));
  core::TrainOptions from_model = options(128);
  from_model.init = "rooms";
  CHECK_FALSE(core::smaller_nets(from_model, true));
}

TEST_CASE("a step is measured when asked, with what is done until then") {
  SessionDriver driver(kAtOnce);
  measure_and_hold(driver, options());
  const auto before = driver.session.snapshot().train;
  REQUIRE(before->estimate);
  CHECK(before->estimate->measuring());
  CHECK(before->phase == Phase::kIdle);
  driver.controls->time_step.allow(1);
  driver.until([](const core::Snapshot& s) { return s.train->estimate->share == 0.5; });
  driver.controls->time_step.open();
  const core::StepEstimate estimate = until_measured(driver, options());
  REQUIRE(estimate.time);
  CHECK(estimate.time->seconds == test::MockEngine::kStepSeconds);
  CHECK(estimate.time->images == 20000);
  driver.collect();
  CHECK(driver.events.empty());
}

TEST_CASE("other options end the measurement of the former ones") {
  SessionDriver driver(kAtOnce);
  measure_and_hold(driver, options());
  driver.session.send(of(options(32)));  // the first waits in its step: only a stop ends it
  CHECK(driver.session.snapshot().train->estimate->options.ngf == 32);
  driver.controls->time_step.wait_for_calls(2);
  driver.controls->time_step.open();
  CHECK(until_measured(driver, options(32)).time->seconds == test::MockEngine::kStepSeconds / 4);
}

TEST_CASE("a measurement begins only when the options have rested") {
  SessionDriver driver({.publish_seconds = 1e9, .publish_steps = 1, .measure_delay = 1e6});
  driver.session.send(of(options()));
  driver.session.send(of(options(32)));
  driver.session.send(core::StartTraining{options()});  // waits for no measurement
  driver.event<core::TrainingStarted>();
  CHECK(driver.controls->time_step.calls() == 0);
  driver.session.send(core::StopTraining{});
  driver.event<core::TrainingEnded>();
}

TEST_CASE("a measurement of no use any more is ended and leaves nothing") {
  SessionDriver driver(kAtOnce);
  measure_and_hold(driver, options());
  driver.session.send(core::MeasureStep{});
  CHECK_FALSE(driver.session.snapshot().train->estimate);
  driver.session.send(of(options(32)));
  driver.controls->time_step.wait_for_calls(2);  // so the thread is free
}

TEST_CASE("Start ends a measurement and begins at once") {
  SessionDriver driver(kAtOnce);
  measure_and_hold(driver, options());
  driver.session.send(core::StartTraining{options()});
  CHECK_FALSE(driver.session.snapshot().train->estimate);
  driver.event<core::TrainingStarted>();
  CHECK_FALSE(driver.session.snapshot().train->estimate);
  CHECK(driver.count<core::Failed>() == 0);
}

TEST_CASE("nothing is measured while a run loads, trains, is paused or saved") {
  SessionDriver driver(kAtOnce);
  const auto ask = [&] {
    driver.session.send(of(options(32)));
    CHECK_FALSE(driver.session.snapshot().train->estimate);
  };
  driver.controls->make_trainer.close();
  driver.session.send(core::StartTraining{options()});
  ask();
  driver.controls->make_trainer.open();
  driver.until([](const core::Snapshot& s) { return s.train->latest.step >= 2; });
  ask();
  driver.session.send(core::PauseTraining{});
  driver.until_phase(Phase::kPaused);
  ask();
  driver.controls->save_model.close();
  driver.session.send(core::StopTraining{});
  ask();
  driver.controls->save_model.open();
  driver.event<core::TrainingEnded>();
  CHECK(driver.controls->time_step.calls() == 0);
  driver.session.send(of(options(32)));
  CHECK(until_measured(driver, options(32)).time);
}

TEST_CASE("a measurement that fails says why in one line, without an event, and the next one works") {
  SessionDriver driver(kAtOnce);
  driver.controls->time_step.fail("there is no such folder");
  driver.session.send(of(options()));
  const core::StepEstimate failed = until_measured(driver, options());
  CHECK_FALSE(failed.time);
  CHECK(failed.failure == "there is no such folder: mock (let it work again)");
  driver.collect();
  CHECK(driver.events.empty());
  driver.controls->time_step.work();
  driver.session.send(of(options()));
  driver.until([](const core::Snapshot& s) { return s.train->estimate && s.train->estimate->time; });
}

TEST_CASE("the end of the session does not wait for a measurement") {
  SessionDriver driver(kAtOnce);
  measure_and_hold(driver, options());
}
