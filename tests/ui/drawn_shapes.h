#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string>
#include <vector>

namespace ui_test {

/// A letter, an icon or a filled rectangle as it reaches the screen. Pictures are filled rectangles here,
/// where no renderer has textures for them.
struct Shape {
  ImRect rect, clip;
  const ImGuiWindow* window = nullptr;  // null for what belongs to none
};

/// Of the last frame, without toasts.
std::vector<Shape> drawn_letters();
std::vector<Shape> drawn_rectangles();

/// What begins inside what its window shows and ends beyond it, in words. Tabs, and what can be scrolled that
/// way, may be cut.
std::vector<std::string> cut_sideways(const std::vector<Shape>& shapes);
std::vector<std::string> cut_below(const std::vector<Shape>& shapes);

/// The share of a docked panel's place on which something stands: of each line of 16 pixels at 100 % what
/// lies between the first and the last thing on it. Grounds that fill most of the panel do not count.
float covered_share(const ImGuiWindow& panel, float scale);

}  // namespace ui_test
