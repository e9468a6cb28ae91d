#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "core/image/image.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

// Last: its macros have names like None.
#include <X11/Xlib.h>
#include <X11/Xutil.h>

using test::Hands;
using test::Stage;

namespace {

constexpr int kStatusBar = 32;  // rows at the bottom that tell the time of the last frame

core::Image without_status_bar(core::Image image) {
  image.height -= kStatusBar;
  image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 3);
  return image;
}

/// What the X server shows of the window.
core::Image on_screen(Hands& hands) {
  const std::unique_ptr<Display, decltype(&XCloseDisplay)> display(XOpenDisplay(nullptr), &XCloseDisplay);
  REQUIRE(display != nullptr);
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  core::Image image(static_cast<int>(size.x), static_cast<int>(size.y), 3);
  XImage* shown =
      XGetImage(display.get(), hands.stage().app().window().x11_window(), 0, 0,
                static_cast<unsigned>(image.width), static_cast<unsigned>(image.height), AllPlanes, ZPixmap);
  REQUIRE(shown != nullptr);
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const unsigned long pixel = XGetPixel(shown, x, y);
      for (int c = 0; c < 3; ++c) image.at(x, y)[c] = static_cast<std::uint8_t>(pixel >> (16 - 8 * c));
    }
  XDestroyImage(shown);
  return without_status_bar(std::move(image));
}

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
  return without_status_bar(*std::move(pixels));
}

/// "" or the rectangle outside which both pictures are the same.
std::string difference(const core::Image& a, const core::Image& b) {
  if (a.width != b.width || a.height != b.height) return "another size";
  int left = a.width, top = a.height, right = -1, bottom = -1;
  for (int y = 0; y < a.height; ++y)
    for (int x = 0; x < a.width; ++x) {
      if (std::equal(a.at(x, y), a.at(x, y) + 3, b.at(x, y))) continue;
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
  return right < 0 ? "" : fmt::format("{},{} to {},{}", left, top, right, bottom);
}

/// What is on the screen after many frames that drew only their changes, against the same frame drawn whole.
void check_whole(Hands& hands) {
  hands.until("a settled window", [&] { return hands.stage().app().settled(); });
  hands.frames(30);  // highlights fade
  const core::Image parts = captured(hands);
  REQUIRE(difference(on_screen(hands), parts) == "");
  hands.stage().app().window().draw_whole();
  REQUIRE(difference(captured(hands), parts) == "");
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

TEST_CASE("a window that grows and shrinks is drawn anew at its size") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const std::pair<int, int> sizes[] = {{1500, 950}, {1000, 960}, {900, 600}, {1280, 800}};
    for (const auto& [width, height] : sizes) {
      glfwSetWindowSize(stage.glfw(), width, height);
      hands.until("another size", [&] {
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        return size.x == static_cast<float>(width) && size.y == static_cast<float>(height);
      });
      check_whole(hands);
      const ImVec2 middle = hands.spot("explore.image", "##canvas").middle();
      hands.drag(middle, {middle.x + 30, middle.y + 20});
      hands.until_drawn();
      check_whole(hands);
    }
  });
}
