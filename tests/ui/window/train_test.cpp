#include <doctest/doctest.h>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using core::Phase;
using test::Hands;
using test::Stage;

namespace {

void until_phase(Hands& hands, Phase phase) {
  hands.until(core::phase_name(phase), [&] { return hands.snapshot().train->phase == phase; });
}

void until_step(Hands& hands, std::int64_t step) {
  hands.until("a step", [&] { return hands.snapshot().train->latest.step >= step; });
}

/// Chooses rooms and presses Start; the mock then waits before its first step.
void start(Stage& stage, Hands& hands) {
  stage.controls().step.close();
  hands.until_drawn();
  hands.go_to(core::Workspace::kTrain);
  hands.click("train.data", "##data");
  hands.choose("rooms");
  REQUIRE(hands.document().train.options.data == "rooms");
  hands.click("train.run", "Start");
}

}  // namespace

TEST_CASE("a training starts, pauses, continues and stops from the window") {
  Stage stage;
  stage.play([&](Hands& hands) {
    stage.controls().make_trainer.close();
    start(stage, hands);
    until_phase(hands, Phase::kLoading);
    stage.controls().make_trainer.open();
    until_phase(hands, Phase::kTraining);
    stage.controls().step.allow(12);
    until_step(hands, 12);
    hands.click("train.run", "Pause");
    stage.controls().step.allow(1);  // orders are taken between steps
    until_phase(hands, Phase::kPaused);
    hands.click("train.run", "Continue");
    until_phase(hands, Phase::kTraining);
    stage.controls().step.allow(5);
    until_step(hands, 18);
    hands.click("train.run", "##checkpoint");
    stage.controls().step.allow(1);
    hands.until("a checkpoint", [&] { return !hands.snapshot().train->checkpoints.empty(); });
    hands.click("train.run", "Stop and save");
    until_phase(hands, Phase::kIdle);
    hands.until_reads("Training ended at step");
    hands.spot("train.run", "Start");
  });
}

TEST_CASE("every workspace follows the net in training when asked, the walk included") {
  Stage stage;
  stage.play([&](Hands& hands) {
    start(stage, hands);
    until_phase(hands, Phase::kTraining);
    hands.until("the run is followed", [&] { return hands.snapshot().following_live; });
    hands.click("train.run", "Follow live");
    hands.until("the opened model is back", [&] {
      return !hands.snapshot().following_live && hands.snapshot().model->info().name == "rooms";
    });
    hands.click("train.run", "Follow live");
    hands.go_to(core::Workspace::kExplore);
    hands.until("the live net's picture", [&] {
      return hands.snapshot().model && hands.snapshot().model->info().name == "live" &&
             !hands.picture(core::Surface::kCanvas).empty();
    });
    const core::Image before = hands.picture(core::Surface::kCanvas);
    const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
    hands.drag(middle, {middle.x + 60, middle.y});
    hands.until_drawn();
    REQUIRE(hands.picture(core::Surface::kCanvas) != before);
  });
}

TEST_CASE("closing the window while a training runs asks first; Escape keeps both") {
  Stage stage;
  stage.play([&](Hands& hands) {
    start(stage, hands);
    until_phase(hands, Phase::kTraining);
    hands.press_close();
    hands.until_reads("A training is running");
    hands.key(ImGuiKey_Escape);
    hands.until("the question is gone", [&] {
      hands.frames(1);
      return !hands.reads("A training is running");
    });
    REQUIRE_FALSE(stage.quit());
    REQUIRE(hands.snapshot().train->phase == Phase::kTraining);
    hands.press_close();
    hands.choose("Save and quit");
    until_phase(hands, Phase::kIdle);
    hands.until("the window closes", [&] { return stage.quit(); });
  });
}

TEST_CASE("Ctrl-C saves a training and ends the program; without a training it ends at once") {
  for (const bool training : {false, true}) {
    std::stop_source interrupt;
    Stage stage({.stop = interrupt.get_token()});
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      if (training) {
        start(stage, hands);
        until_phase(hands, Phase::kTraining);
      }
      interrupt.request_stop();
      hands.until("the program ends", [&] { return stage.quit(); });
      REQUIRE(stage.controls().save_model.calls() == (training ? 1 : 0));
    });
  }
}

TEST_CASE("a training goes on without a window when asked to, and the program ends with it") {
  Stage stage;
  stage.play([&](Hands& hands) {
    start(stage, hands);
    until_phase(hands, Phase::kTraining);
    hands.press_close();
    hands.choose("Keep training without a window");
    hands.until("the window is gone", [&] { return stage.hidden(); });
    stage.controls().step.allow(7);
    until_step(hands, 7);
    REQUIRE_FALSE(stage.quit());
    stage.app().session().send(core::StopTraining{});
    hands.until("the program ends", [&] { return stage.quit(); });
    REQUIRE(stage.controls().save_model.calls() == 1);
  });
}

TEST_CASE("a training that cannot start says why and the window lives on") {
  Stage stage;
  stage.play([&](Hands& hands) {
    stage.controls().make_trainer.fail("the folder holds no images");
    start(stage, hands);
    until_phase(hands, Phase::kFailed);
    hands.until_reads("the folder holds no images");
    stage.controls().make_trainer.work();
    hands.click("train.run", "Start");
    until_phase(hands, Phase::kTraining);
  });
}

TEST_CASE(
    "before Start the time of an epoch stands there by itself, and nets that take hours can be made "
    "smaller") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kTrain);
    hands.click("train.data", "##data");
    hands.choose("rooms");
    hands.until_reads("5:13 for 20,000 images");
    hands.click(hands.spots("train.preset", "##value").front().middle());  // size
    hands.type("256");
    hands.until_reads("An epoch takes over an hour.");
    hands.click("train.run", "Use width 32");
    hands.until_reads("21 min for 20,000 images");
    REQUIRE(hands.document().train.options.ngf == 32);
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    hands.until_reads("An epoch takes over an hour.");
    REQUIRE(hands.document().train.options.ngf == 64);
    stage.controls().time_step.close();  // Start does not wait for what is being measured
    hands.click("train.run", "Measure again");
    hands.until_reads("measuring the time of a step");
    hands.click("train.run", "Start");
    until_phase(hands, Phase::kTraining);
  });
}
