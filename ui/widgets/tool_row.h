#pragma once

#include "ui/theme.h"

namespace ui {

/// The 32 px row of tools at the top of a panel: items stand side by side on its middle line, a hairline is
/// drawn below. Construct first thing in Panel::draw; the cursor stands below the row when it is destroyed.
/// Items are laid out with same-line automatically only through next() and right().
class ToolRow {
 public:
  explicit ToolRow(const Theme& theme, const char* id = "##tools");
  ~ToolRow();
  ToolRow(const ToolRow&) = delete;
  ToolRow& operator=(const ToolRow&) = delete;

  /// Before every item but the first: same line, gap of 4 px (8 px with `group`).
  void next(bool group = false);
  /// The items from here on stand at the right edge (their width is that of the last frame). next() between
  /// them as usual.
  void right();
  /// Dim text on the row's middle line.
  void text(const char* label);

 private:
  const Theme& theme_;
  ImGuiID id_;
  float end_y_;
  float right_start_ = -1;
};

}  // namespace ui
