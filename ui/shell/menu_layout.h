#pragma once

#include "ui/shell/workspace_tabs.h"

namespace ui {

/// What of the menu bar is shown in full; widths in logical pixels.
struct MenuLayout {
  bool name = true;  // the program's name beside its icon
  TabLook tabs;
  float command = 0;                      // width of the search box; 0 = left out, Ctrl+P stays
  float model_least = 0, model_most = 0;  // width of the model box
};

inline constexpr float kBarGap = 8;     // logical pixels between the boxes and before the window's edge
inline constexpr float kIconBox = 32;   // a box that shows its icon alone
inline constexpr float kArrowBox = 56;  // the same with an arrow

/// The fullest one whose tabs fit between what stands left of them and the boxes at the right, in a window
/// of so many pixels; the narrowest one when none fits. Inside a frame: words are measured.
MenuLayout choose_menu_layout(const Theme& theme, float window_width);
/// Pixels of the search box, the model box and their gaps when the model box is so many pixels wide.
float right_part_width(const Theme& theme, const MenuLayout& layout, float model_width);

}  // namespace ui
