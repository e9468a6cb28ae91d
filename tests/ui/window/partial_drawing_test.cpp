#include <doctest/doctest.h>

#include "core/image/image.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

using test::Hands;
using test::Stage;

namespace {

constexpr int kStatusBar = 32;  // rows at the bottom that tell the time of the last frame

core::Image captured(Hands& hands) {
  app::Window& window = hands.stage().app().window();
  window.capture_next_frame();
  hands.frames(1);
  auto pixels = window.take_capture();
  if (!pixels) {
    hands.frames(1);
    pixels = window.take_capture();
  }
  REQUIRE(pixels.has_value());
  pixels->pixels.resize(pixels->pixels.size() - static_cast<std::size_t>(pixels->width) * kStatusBar * 3);
  return *pixels;
}

/// What is on the screen after many frames that drew only their changes, against the same frame drawn whole.
void check_whole(Hands& hands) {
  hands.until("a settled window", [&] { return hands.snapshot().jobs.empty(); });
  hands.frames(30);  // highlights fade
  const core::Image parts = captured(hands);
  hands.stage().app().window().draw_whole();
  REQUIRE(captured(hands).pixels == parts.pixels);
}

}  // namespace

TEST_CASE("frames that draw only what changed leave the same pixels as frames drawn whole") {
  for (const float scale : {1.0f, 1.5f}) {
    Stage stage({.scale = scale});
    stage.play([](Hands& hands) {
      if (!hands.stage().app().window().draws_changes_only()) return;  // a graphics card draws here
      hands.until_drawn();
      check_whole(hands);
      const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
      hands.drag(middle, {middle.x + 70, middle.y - 50});
      hands.until_drawn();
      check_whole(hands);
      hands.menu("View/Light theme");
      check_whole(hands);
      for (const core::Workspace workspace :
           {core::Workspace::kArithmetic, core::Workspace::kForget, core::Workspace::kTrain,
            core::Workspace::kEvaluate, core::Workspace::kExplore}) {
        hands.go_to(workspace);
        check_whole(hands);
      }
      hands.key(ImGuiKey_P);  // a pin in the path strip
      check_whole(hands);
    });
  }
}
