#include <doctest/doctest.h>

#include "core/latent/interpolate.h"
#include "core/latent/prior.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

/// A drag on something: another z on the same norm, another picture, one step of the history, and back again.
void check_walk(Hands& hands, ImVec2 from, ImVec2 to) {
  const core::Latent before = hands.document().explore.current.z;
  const core::Image seen = hands.picture(core::Surface::kCanvas);
  const std::size_t steps = hands.history().entries().size();
  hands.drag(from, to);
  const core::Latent after = hands.document().explore.current.z;
  REQUIRE(after != before);
  REQUIRE(core::norm(after) == doctest::Approx(core::norm(before)).epsilon(1e-3));
  REQUIRE(hands.history().entries().size() == steps + 1);
  REQUIRE(hands.history().entries().back().label == "Drag");
  hands.until_drawn();
  REQUIRE(hands.picture(core::Surface::kCanvas) != seen);
  hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  REQUIRE(hands.document().explore.current.z == before);
  hands.until_drawn();
  REQUIRE(hands.picture(core::Surface::kCanvas) == seen);
}

}  // namespace

TEST_CASE("dragging the picture walks on the prior's norm and is one step of the history") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const test::Spot canvas = hands.spot("explore.image", "##canvas");
    check_walk(hands, canvas.middle(), {canvas.middle().x + 90, canvas.middle().y - 40});
  });
}

TEST_CASE("dragging the pad over the picture walks as well") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const test::Spot pad = hands.spot("explore.image", "##pad");
    check_walk(hands, pad.at(0.3f, 0.3f), pad.at(0.8f, 0.6f));
  });
}

TEST_CASE("a drag with Shift goes slower") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const ImVec2 from = hands.spot("explore.image", "##canvas").middle(), to{from.x + 60, from.y};
    const core::Latent start = hands.document().explore.current.z;
    const auto way = [&] { return core::norm(core::add(hands.document().explore.current.z, start, -1)); };
    hands.drag(from, to);
    const double fast = way();
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    hands.hold(ImGuiMod_Shift, [&] { hands.drag(from, to); });
    REQUIRE(way() > 0);
    REQUIRE(way() < fast / 2);
  });
}

TEST_CASE("two pins are played: the head moves, the canvas follows, Space stops it") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiKey_P);
    hands.key(ImGuiKey_R);
    hands.until_drawn();
    const core::Image second = hands.picture(core::Surface::kCanvas);
    hands.key(ImGuiKey_P);
    REQUIRE(hands.document().path.pins.size() == 2);
    hands.key(ImGuiKey_Space);
    REQUIRE(hands.view().play.playing);
    const auto pins = hands.document().path.pins;
    hands.until("the head is between the pins", [&] { return hands.view().play.seconds > 0.3; });
    REQUIRE(hands.document().explore.current.z != pins[0].z);
    REQUIRE(hands.document().explore.current.z != pins[1].z);
    hands.key(ImGuiKey_Space);
    REQUIRE_FALSE(hands.view().play.playing);
    const double stopped = hands.view().play.seconds;
    hands.until_drawn();
    REQUIRE(hands.picture(core::Surface::kCanvas) != second);
    hands.frames(4);
    REQUIRE(hands.view().play.seconds == stopped);
  });
}

TEST_CASE("a click on the contact sheet shows that seed, a double click pins it") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const test::Spot sheet = hands.spot("explore.sheet", "##tiles");
    const ImVec2 second{sheet.min.x + 64 + 4 + 32, sheet.min.y + 32};
    hands.click(second);
    REQUIRE(hands.document().explore.current.seed == hands.document().explore.sheet_seed + 1);
    hands.double_click({second.x - 68, second.y});
    REQUIRE(hands.document().path.pins.size() == 1);
    REQUIRE(hands.document().path.pins[0].seed == hands.document().explore.sheet_seed);
  });
}

TEST_CASE("the picture is exported from the keyboard and a toast says where it lies") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiMod_Ctrl | ImGuiKey_E);
    hands.until_reads("Saved");
    hands.until_reads("Copy path");
  });
}
