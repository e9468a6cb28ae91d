#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/base/format.h"
#include "core/model/guided_picture.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"
#include "ui/look/theme.h"
#include "ui/workspaces/discriminator/map_sheet.h"

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

/// The window's pixels, with the mouse out of the way.
core::Image pixels(Hands& hands) {
  hands.point({2, 2});
  hands.frames(2);
  hands.stage().app().window().capture_next_frame();
  std::optional<core::Image> taken;
  hands.until("a capture", [&] { return (taken = hands.stage().app().window().take_capture()).has_value(); });
  return *taken;
}

/// The picture stands there, enlarged by whole numbers.
bool shows(const core::Image& window, const core::Image& picture, ImVec2 min, int side) {
  const int factor = side / picture.width;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const std::uint8_t* seen = window.at(static_cast<int>(min.x) + x * factor + factor / 2,
                                           static_cast<int>(min.y) + y * factor + factor / 2);
      for (int c = 0; c < 3; ++c)
        if (std::abs(seen[c] - picture.at(x, y)[picture.channels == 3 ? c : 0]) > 1) return false;
    }
  return true;
}

}  // namespace

TEST_CASE("beside each map stand its learned response and attribution, then those of random weights") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kDiscriminator);
    until_rows_of(hands, 2);
    const core::Image window = pixels(hands);
    const core::InspectPictures& seen = *hands.snapshot().inspect;
    std::vector<test::Spot> rows = hands.spots("discriminator.guided", "##row");
    // Features go down a column before they begin the next.
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.min.x < b.min.x; });
    REQUIRE(rows.size() == seen.learned.size());
    const auto& read = stage.text().strings();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const core::GuidedMap &learned = seen.learned[i], &random = seen.random[i];
      CAPTURE(learned.feature);
      REQUIRE(learned.response != random.response);
      const std::string label = "map " + std::to_string(learned.feature);
      const auto at =
          std::find_if(read.begin(), read.end(), [&](const auto& one) { return one.text == label; });
      REQUIRE(read.end() - at > 2);
      CHECK(at[1].text == "max " + core::signed_number(learned.response, 2));
      CHECK(at[2].text == "random " + core::signed_number(random.response, 2));
      // A label of 84 pixels, two pictures and the gap between them.
      const float width = rows[i].max.x - rows[i].min.x;
      const int side = static_cast<int>(width - 84 - ui::metric::kGap) / 2;
      const double scale = std::max(core::guided_scale({&learned, 1}), core::guided_scale({&random, 1}));
      const core::Image expected = core::guided_picture(learned, scale);
      const core::Image control = core::guided_picture(random, scale);
      REQUIRE(expected != control);
      const ImVec2 first{rows[i].min.x + 84, rows[i].min.y};
      const ImVec2 second{first.x + static_cast<float>(side) + ui::metric::kGap, first.y};
      CHECK(shows(window, expected, first, side));
      CHECK(shows(window, control, second, side));
    }
  });
}

TEST_CASE("the map that was clicked is outlined and shown large, whatever place it has in the order") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.go_to(core::Workspace::kDiscriminator);
    until_rows_of(hands, 2);
    namespace disc = ui::discriminator;
    const std::vector<int> order =
        disc::sorted_maps(disc::map_statistics(*hands.snapshot().inspect->maps), disc::MapOrder::kVariance);
    const std::vector<test::Spot> tiles = hands.spots("discriminator.maps", "##map");
    std::size_t place = 0;  // of a map that does not stand at its own number
    while (place < tiles.size() && order.at(place) == static_cast<int>(place)) ++place;
    REQUIRE(place < tiles.size());
    hands.click(tiles[place].middle());
    hands.until_reads(std::to_string(order[place]) + " of " + std::to_string(order.size()) + ", layer h2");
    const core::Image window = pixels(hands);
    const ImU32 accent = ui::make_theme(hands.view().settings.theme).accent;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      CAPTURE(i);
      const std::uint8_t* beside =
          window.at(static_cast<int>(tiles[i].max.x), static_cast<int>(tiles[i].min.y) + 8);
      const bool outlined = beside[0] == (accent >> IM_COL32_R_SHIFT & 255) &&
                            beside[1] == (accent >> IM_COL32_G_SHIFT & 255) &&
                            beside[2] == (accent >> IM_COL32_B_SHIFT & 255);
      CHECK(outlined == (i == place));
    }
  });
}

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
