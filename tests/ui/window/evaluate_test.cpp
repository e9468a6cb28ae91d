#include <doctest/doctest.h>

#include "core/engine/torch_engine.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

TEST_CASE("both measurements run from Evaluate and their answers appear") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kEvaluate);
    hands.click("evaluate.nearest", "##data");
    hands.choose("rooms");
    REQUIRE(hands.document().evaluate.data == "rooms");
    hands.until("samples", [&] { return !hands.picture(core::Surface::kContactSheet, 9).empty(); });
    hands.click("evaluate.nearest", "Find nearest");
    hands.until("the nearest reals", [&] { return hands.view().nearest.result != nullptr; });
    hands.click("evaluate.diversity", "Measure");
    hands.until("the diversity", [&] { return hands.view().diversity.result != nullptr; });
    REQUIRE(hands.view().diversity.result->has_reals);
    hands.until_reads("closest first");
    hands.until_reads("0.300");
  });
}

TEST_CASE("a measurement is cancelled from the jobs panel") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kEvaluate);
    stage.controls().job.close();
    hands.click("evaluate.diversity", "Measure");
    hands.until("the job", [&] { return hands.snapshot().jobs.size() == 1; });
    hands.bring_forward("shell.jobs.5");
    hands.click("shell.jobs.5", "##cancel");
    hands.until("no job", [&] { return hands.snapshot().jobs.empty(); });
    hands.until_reads("Cancelled");
    REQUIRE_FALSE(hands.view().diversity);
  });
}

TEST_CASE("a bundled model shows the curves of the run that made it") {
  Stage stage({.model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.until("its curves", [&] { return hands.snapshot().made_by != nullptr; });
    hands.go_to(core::Workspace::kEvaluate);
    hands.until_reads("the run that made this model");
    hands.until_reads("loss G");
  });
}
