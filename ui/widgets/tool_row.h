#pragma once

#include "ui/look/theme.h"

namespace ui {

/// The row of tools at the top of a panel, 32 px high: items stand side by side on its middle line, a
/// hairline is drawn below. What does not fit goes on a line of its own. Construct first thing in
/// Panel::draw; the cursor stands below the row when it is destroyed. Items are laid out with same-line
/// automatically only through next() and right(). Widths are those of the last frame.
class ToolRow {
 public:
  explicit ToolRow(const Theme& theme, const char* id = "##tools");
  ~ToolRow();
  ToolRow(const ToolRow&) = delete;
  ToolRow& operator=(const ToolRow&) = delete;

  /// Before every item but the first: same line, gap of 4 px (8 px with `group`).
  void next(bool group = false);
  /// The items from here on stand at the right edge. next() between them as usual.
  void right();
  /// Dim text on the row's middle line; stays on one line with the item after it.
  void text(const char* label);

 private:
  float line_y(int line) const;
  float& stored(int item) const;
  void finish_item();
  void begin_item(float gap, float needed);

  const Theme& theme_;
  ImGuiID id_;
  float top_, left_, edge_;  // screen pixels
  float item_x_;
  int item_ = 0, line_ = 0;
  bool is_word_ = false, is_right_ = false;
  float right_width_ = 0;  // of the items at the right, side by side
};

}  // namespace ui
