#include <doctest/doctest.h>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

void until_rows_of(Hands& hands, int block) {
  hands.until("guided rows of the layer", [&] {
    const core::InspectPictures* seen = hands.snapshot().inspect.get();
    const std::size_t wanted = hands.document().discriminator.features.size();
    return seen && seen->block == block && seen->learned.size() == wanted && seen->random.size() == wanted;
  });
}

}  // namespace

TEST_CASE("a layer of D is chosen and its guided rows stand beside those of random weights") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kDiscriminator);
    until_rows_of(hands, 2);
    hands.until_reads("D(x)");
    hands.click("discriminator.guided", "h1");
    REQUIRE(hands.document().discriminator.block == 1);
    until_rows_of(hands, 1);
    const core::InspectPictures& seen = *hands.snapshot().inspect;
    REQUIRE(seen.learned[0].response != seen.random[0].response);
    hands.until_reads("map 5");
    REQUIRE(hands.spots("discriminator.guided", "##row").size() == 6);
    REQUIRE(hands.spots("discriminator.maps", "##map").size() >= 8);
    hands.key(ImGuiKey_2);
    until_rows_of(hands, 2);
  });
}

TEST_CASE("features are typed in and a wrong list changes nothing") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kDiscriminator);
    hands.click("discriminator.guided", "##features");
    hands.type("1,3");
    REQUIRE(hands.document().discriminator.features == std::vector<int>{1, 3});
    until_rows_of(hands, 2);
    hands.click("discriminator.guided", "##features");
    hands.type("nonsense");
    REQUIRE(hands.document().discriminator.features == std::vector<int>{1, 3});
  });
}

TEST_CASE("a real image of a procedural set is looked at") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kDiscriminator);
    hands.click("discriminator.input", "Look at rooms");
    hands.click("discriminator.input", "discriminator.data.1");
    REQUIRE(hands.document().discriminator.source == core::InspectSource::kData);
    REQUIRE(hands.document().discriminator.data_index == 1);
    hands.until("D answers for the real image", [&] {
      const core::InspectPictures* seen = hands.snapshot().inspect.get();
      return seen && seen->stamp >= hands.view().stamp && !seen->image.empty() && seen->image.pixels[0] == 90;
    });
  });
}
