#include <doctest/doctest.h>

#include "core/engine/torch_engine.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

TEST_CASE("a tiny net is trained in the window, its file dropped on it and walked through") {
  const TemporaryFolder folder;
  core::TrainOptions tiny;
  tiny.data = "rooms";
  tiny.run = folder / "run";
  tiny.data_count = 24;
  tiny.size = 16;
  tiny.nz = 8;
  tiny.ngf = tiny.ndf = 8;
  tiny.batch = 8;
  tiny.steps = 3;
  tiny.threads = 1;
  tiny.device = "cpu";
  Stage stage({.model = (folder / "none.safetensors").string(),
               .workspace = core::Workspace::kTrain,
               .engine = engine::make_engine({.device = "cpu", .job_threads = 1})});
  stage.play([&](Hands& hands) {
    hands.until_reads("none.safetensors");  // no model yet, and the window says so
    stage.app().ui().document_for_tests().train.options = tiny;
    hands.click("train.run", "Start");
    hands.until_reads("Training ended at step 3");
    hands.drop({folder / "run" / "model.safetensors"});
    hands.go_to(core::Workspace::kExplore);
    hands.until_drawn();
    REQUIRE(hands.snapshot().model->info().size == 16);
    const core::Image before = hands.picture(core::Surface::kCanvas);
    const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
    hands.drag(middle, {middle.x + 120, middle.y});
    hands.until_drawn();
    REQUIRE(hands.picture(core::Surface::kCanvas) != before);
  });
}
