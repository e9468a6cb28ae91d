#include <doctest/doctest.h>

#include "core/engine/torch_engine.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

TEST_CASE("the model card verifies the open model, shows its samples and lists its tensors") {
  Stage stage({.height = 1000, .model = "rooms", .engine = engine::make_engine({.device = "cpu"})});
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiMod_Ctrl | ImGuiKey_P);
    hands.type("model card");
    hands.choose("Verify");
    for (int frame = 0; frame < 100000 && !hands.view().report; ++frame) hands.frames(1);  // may take seconds
    REQUIRE(hands.view().report);
    REQUIRE(hands.view().report->samples.width > 8 * hands.snapshot().model->info().size);
    hands.until_reads("Verdict");
    hands.choose("Tensors");
    hands.until_reads("D.main.3.num_batches_tracked");
  });
}
