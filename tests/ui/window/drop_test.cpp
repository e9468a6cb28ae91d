#include <doctest/doctest.h>

#include <fstream>

#include "core/base/paths.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

TEST_CASE("a dropped model is opened and remembered; the document fits its z") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.drop({"/models/another.safetensors"});
    hands.until("the model", [&] {
      return hands.snapshot().model->info().name == "/models/another.safetensors" &&
             !hands.picture(core::Surface::kCanvas).empty();
    });
    // The snapshot may show the model a frame before the event that remembers it.
    hands.until("its place among the recent ones", [&] {
      const auto& recent = hands.view().settings.recent_models;
      return !recent.empty() && recent.front() == "/models/another.safetensors";
    });
    stage.app().session().send(core::LoadModel{"other"});  // another nz
    hands.until("z of the other length", [&] {
      return hands.document().explore.current.z.size() == test::MockEngine::kOtherNz &&
             !hands.picture(core::Surface::kCanvas).empty();
    });
  });
}

TEST_CASE("the window opens on a bundled model when the remembered one no longer opens") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "mine.safetensors";
  std::ofstream(file) << "a model once";
  {
    Stage stage;
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      hands.drop({file});
      hands.until("its place among the recent ones", [&] {
        const auto& recent = hands.view().settings.recent_models;
        return !recent.empty() && recent.front() == file.string();
      });
    });
  }
  const auto mock = std::make_shared<test::MockEngine>();
  test::MockPoint& load = mock->controls->load_model;
  load.close();
  load.allow(1);
  load.fail("the file ends too early");
  Stage again({.model = "", .anew = false, .engine = mock});
  again.play([&](Hands& hands) {
    hands.until_reads("the file ends too early");
    hands.until("another try", [&] { return load.calls() == 2; });
    load.work();
    load.open();
    hands.until_drawn();
    REQUIRE(hands.snapshot().model->info().name == core::bundled_models().front().name);
  });
}

TEST_CASE("a dropped model that cannot be read leaves the old one and tells why") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const core::Image before = hands.picture(core::Surface::kCanvas);
    stage.controls().load_model.fail("the file ends too early");
    hands.drop({"/models/broken.safetensors"});
    hands.until_reads("the file ends too early");
    REQUIRE(hands.snapshot().model->info().name == "rooms");
    REQUIRE(hands.picture(core::Surface::kCanvas) == before);
  });
}

TEST_CASE("a dropped image goes to Discriminator, a dropped folder becomes the data") {
  Stage stage;
  const TemporaryFolder folder;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.drop({"/pictures/photo.png"});
    hands.until("Discriminator looks at it", [&] {
      return hands.view().workspace == core::Workspace::kDiscriminator &&
             hands.view().dropped_name == "photo.png" &&
             hands.document().discriminator.source == core::InspectSource::kDropped;
    });
    hands.until("D's answer", [&] {
      const auto& seen = hands.snapshot().inspect;
      return seen && seen->stamp >= hands.view().stamp && !seen->image.empty();
    });
    hands.drop({folder.path()});
    REQUIRE(hands.document().train.options.data == folder.path().string());
    REQUIRE(hands.document().evaluate.data == folder.path().string());
    hands.until("its images", [&] { return hands.view().data_images_of == folder.path().string(); });
  });
}

TEST_CASE("a file of another kind opens nothing and says what could be dropped") {
  Stage stage;
  const TemporaryFolder folder;
  const std::filesystem::path wrong = folder / "notes.txt";
  std::ofstream(wrong) << "no model";
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const core::Document before = hands.document();
    hands.drop({wrong});
    hands.until_reads("Nothing was opened");
    hands.until_reads("notes.txt");
    REQUIRE(hands.document() == before);
    REQUIRE(hands.snapshot().model->info().name == "rooms");
  });
}

TEST_CASE("a model from elsewhere shows at once, then with gathered statistics; its prior can be changed") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    stage.controls().settle.close();
    hands.drop({"/models/foreign.pth"});
    hands.until("its first picture", [&] {
      return hands.snapshot().model->info().name == "/models/foreign.pth" &&
             !hands.picture(core::Surface::kCanvas).empty();
    });
    const core::BatchNormMode before = hands.document().explore.mode;
    stage.controls().settle.open();
    hands.until("the gathered statistics", [&] {
      return hands.snapshot().model->info().statistics_difference.has_value() &&
             hands.document().explore.mode != before;
    });
    stage.app().session().send(core::ChangeModel{{core::Prior::kUniform, 0}});
    hands.until("the other prior",
                [&] { return hands.snapshot().model->info().prior == core::Prior::kUniform; });
  });
}
