#include <doctest/doctest.h>
#include <imgui_te_context.h>
#include <imgui_te_internal.h>

#include <array>
#include <cmath>

#include "core/base/atomic_file.h"
#include "core/base/paths.h"
#include "core/document/document_moves.h"
#include "core/latent/interpolate.h"
#include "core/latent/prior.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

/// A drag on something: another z nearer to the prior's typical norm, another picture, one step of the
/// history, and back again.
void check_walk(Hands& hands, ImVec2 from, ImVec2 to) {
  const core::Latent before = hands.document().explore.current.z;
  const core::Image seen = hands.picture(core::Surface::kCanvas);
  const std::size_t steps = hands.history().entries().size();
  hands.drag(from, to);
  const core::Latent after = hands.document().explore.current.z;
  REQUIRE(after != before);
  const core::ModelInfo& model = hands.snapshot().model->info();
  const double typical = core::typical_norm(model.prior, model.nz);
  REQUIRE(std::abs(core::norm(before) - typical) > 0.1);
  REQUIRE(std::abs(core::norm(after) - typical) < 0.9 * std::abs(core::norm(before) - typical));
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

TEST_CASE("R shows another picture, Home comes back to it from wherever the hand walked") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const core::Latent first = hands.document().explore.current.z;
    hands.key(ImGuiKey_R);
    const core::Latent home = hands.document().explore.current.z;
    REQUIRE(home != first);
    hands.until_drawn();
    const core::Image picture = hands.picture(core::Surface::kCanvas);
    const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
    hands.drag(middle, {middle.x + 80, middle.y - 30});
    REQUIRE(hands.document().explore.current.z != home);
    hands.key(ImGuiKey_Home);
    REQUIRE(hands.document().explore.current.z == home);
    REQUIRE(hands.history().entries().back().label == "Back home");
    hands.until_drawn();
    REQUIRE(hands.picture(core::Surface::kCanvas) == picture);
  });
}

TEST_CASE("keys tapped faster than frames come are all heard, and a frame comes for each") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    constexpr std::size_t kTaps = 5;
    const std::size_t before = hands.document().path.pins.size();
    auto& queue = hands.context()->Inputs->Queue;
    for (std::size_t tap = 0; tap < kTaps; ++tap)
      for (const ImGuiKey key : {ImGuiKey_R, ImGuiKey_P})
        for (const bool down : {true, false}) queue.push_back(ImGuiTestInput::ForKeyChord(key, down));
    hands.frames(1);
    REQUIRE(stage.app().ui().seconds_until_next_frame() == 0);
    hands.frames(4 * kTaps);
    REQUIRE(hands.document().path.pins.size() == before + kTaps);
  });
}

TEST_CASE("each gesture ticks its card of the first minute; after the third the cards are gone, also later") {
  const auto ticked = [](Hands& hands) {
    const ui::Settings& s = hands.view().settings;
    return std::array{s.gesture_dragged, s.gesture_pinned, s.gesture_played};
  };
  {
    Stage stage;
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      hands.until_reads("Drag the picture");
      REQUIRE(ticked(hands) == std::array{false, false, false});
      const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
      hands.drag(middle, {middle.x + 60, middle.y});
      REQUIRE(ticked(hands) == std::array{true, false, false});
      hands.key(ImGuiKey_P);
      REQUIRE(ticked(hands) == std::array{true, true, false});
      hands.until_reads("Drag the picture");
      hands.key(ImGuiKey_R);
      hands.key(ImGuiKey_P);
      hands.key(ImGuiKey_Space);
      REQUIRE(ticked(hands) == std::array{true, true, true});
      hands.frames(1);
      REQUIRE_FALSE(hands.reads("Drag the picture"));
    });
  }
  Stage again({.anew = false});
  again.play([&](Hands& hands) {
    hands.until_drawn();
    REQUIRE_FALSE(hands.reads("Drag the picture"));
    REQUIRE(ticked(hands) == std::array{true, true, true});
  });
}

TEST_CASE("\"Hide this\" puts the first minute away, the Help menu brings it back") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.click("explore.image", "Hide this");
    hands.frames(1);
    REQUIRE(hands.view().settings.first_minute_hidden);
    REQUIRE_FALSE(hands.reads("Drag the picture"));
    hands.menu("Help/Show the first minute again");
    hands.until_reads("Drag the picture");
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
    const core::ModelInfo& model = hands.snapshot().model->info();
    REQUIRE(hands.document().explore.current == core::seeded(model, hands.document().explore.sheet_seed + 1));
    hands.double_click({second.x - 68, second.y});
    REQUIRE(hands.document().path.pins ==
            std::vector{core::seeded(model, hands.document().explore.sheet_seed)});
  });
}

TEST_CASE("thumbnails dragged from the contact sheet to the path become pins with their z and seed") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiKey_P);
    const std::uint64_t first = hands.document().explore.sheet_seed;
    hands.until("the sheet", [&] { return !hands.picture(core::Surface::kContactSheet, 2).empty(); });
    const test::Spot sheet = hands.spot("explore.sheet", "##tiles");
    const auto tile = [&](int index) {
      return ImVec2{sheet.min.x + static_cast<float>(index) * 68 + 32, sheet.min.y + 32};
    };
    const core::Exemplar shown = hands.document().explore.current;
    const core::ModelInfo& model = hands.snapshot().model->info();
    const test::Spot line = hands.spot("explore.path", "##line");
    hands.drag(tile(2), line.at(0.6f, 0.7f));
    REQUIRE(hands.document().path.pins == std::vector{shown, core::seeded(model, first + 2)});
    hands.click(tile(0));
    hands.hold(ImGuiMod_Ctrl, [&] { hands.click(tile(1)); });
    hands.drag(tile(1), line.at(0.5f, 0.7f));  // both that are selected, between the two
    REQUIRE(hands.document().path.pins == std::vector{shown, core::seeded(model, first),
                                                      core::seeded(model, first + 1),
                                                      core::seeded(model, first + 2)});
  });
}

TEST_CASE("the picture is exported from the keyboard and a toast says where it lies") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const std::filesystem::path file = core::numbered_file(core::default_export_folder(), "image", "png");
    hands.key(ImGuiMod_Ctrl | ImGuiKey_E);
    hands.until_reads("Saved " + file.filename().string());
    hands.until_reads("Copy path");
    const std::vector<test::ToastText> toasts = hands.toasts();
    REQUIRE(toasts.size() == 1);
    CHECK(toasts[0].line.find(file.parent_path().string()) == 0);
    for (const test::Spot& one : hands.spots(toasts[0].window))
      if (one.label.starts_with("Copy path")) hands.click(one.middle());
    CHECK(std::string(ImGui::GetClipboardText()) == file.string());
  });
}
