#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/look/theme.h"

namespace ui {

/// Many values as narrow bars around zero (100 coordinates of z, 128 regression weights) on plot ground.
struct BarListOptions {
  float height = 64;      // logical pixels; width is the rest of the line
  double range = 0;       // half height in data units; 0 = largest magnitude
  int accent_below = 0;   // bars left of this index are accent
  int marked = -1;        // one bar in accent
  bool editable = false;  // dragging a bar sets its value
};

struct BarListResult {
  int hovered = -1;
  int edited = -1;   // index of the bar dragged this frame
  double value = 0;  // its new value
  bool finished = false;
};

BarListResult bar_list(const Theme& theme, const char* id, std::span<const float> values,
                       const BarListOptions& options = {});

/// Labelled horizontal bars with their interval and an axis below ("Learned 0.48"): comparisons with
/// controls.
struct ComparisonBar {
  std::string label;
  double value = 0;
  std::optional<double> low{}, high{};
  ImU32 color = 0;
};

void comparison_bars(const Theme& theme, std::span<const ComparisonBar> bars, double maximum,
                     float label_width = 72);

}  // namespace ui
