#pragma once

#include <optional>
#include <string>

#include "core/request/figure_ranges.h"
#include "ui/look/theme.h"

namespace ui {

struct SliderOptions {
  double min = 0, max = 1;                     // what the track shows
  std::optional<core::Range<double>> typed{};  // what the value field takes, where that is more
  double initial = 0;                          // double-click puts it back
  bool from_centre = false;                    // signed: filled from a centre mark at 0, shown with its sign
  int decimals = 2;                            // 0 = whole numbers
  const char* unit = "";                       // after a thin gap
  float field_width = 56;                      // value field beside the track, logical pixels; 0 = none
  const char* tooltip = nullptr;               // through tr()
  const char* disabled = nullptr;              // through tr(): why it cannot be moved
  std::string command{};  // "copy as command" in the right-click menu; empty = not offered
};

struct SliderResult {
  bool changed = false;   // the value moved this frame
  bool finished = false;  // the gesture ended and the value differs: one undo step
};

/// Track with filled part and 4 px grab, then a value field (drag or type). Shift = fine, Ctrl = coarse,
/// double-click = initial value, right-click = copy. `width` in logical pixels, 0 = the rest of the line.
SliderResult value_slider(const Theme& theme, const char* id, double& value, const SliderOptions& options,
                          float width = 0);

}  // namespace ui
