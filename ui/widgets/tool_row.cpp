#include "ui/widgets/tool_row.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr int kRightPart = -1;  // where the width of all that stands at the right is kept

/// Where the panel's contents begin: below its tab bar, above the padding.
float content_top() {
  return ImGui::GetCursorStartPos().y + ImGui::GetWindowPos().y - ImGui::GetScrollY() -
         ImGui::GetStyle().WindowPadding.y;
}

float end_of_last_item() {
  return ImGui::GetCurrentWindow()->DC.CursorPosPrevLine.x;
}

}  // namespace

ToolRow::ToolRow(const Theme& theme, const char* id)
    : theme_(theme),
      id_(ImGui::GetID(id)),
      top_(content_top()),
      left_(ImGui::GetCursorScreenPos().x),
      edge_(left_ + ImGui::GetContentRegionAvail().x),
      item_x_(left_) {
  ImGui::SetCursorScreenPos({left_, line_y(0)});
}

ToolRow::~ToolRow() {
  finish_item();
  stored(kRightPart) = right_width_;
  const float end = line_y(line_ + 1) - line_y(0) + top_;
  const ImVec2 window = ImGui::GetWindowPos();
  ImGui::GetWindowDrawList()->AddRectFilled({window.x, end - theme_.px(1)},
                                            {window.x + ImGui::GetWindowWidth(), end}, theme_.line);
  ImGui::SetCursorScreenPos(
      {window.x + theme_.px(metric::kPanelPadding), end + theme_.px(metric::kPanelPadding)});
}

float ToolRow::line_y(int line) const {
  const float height = theme_.px(metric::kToolRow);
  return top_ + static_cast<float>(line) * height + (height - theme_.px(metric::kFrame)) / 2;
}

/// Width of an item in the last frame, negative for a word.
float& ToolRow::stored(int item) const {
  return *ImGui::GetStateStorage()->GetFloatRef(ImHashData(&item, sizeof item, id_), 0);
}

void ToolRow::finish_item() {
  const float width = std::max(end_of_last_item() - item_x_, 0.0f);
  stored(item_) = is_word_ ? -width : width;
  is_word_ = false;
  if (is_right_) right_width_ += width;
}

void ToolRow::begin_item(float gap, float needed) {
  const float at = end_of_last_item() + gap;
  if (at + needed > edge_ && at - gap > left_) {
    ImGui::SetCursorScreenPos({left_, line_y(++line_)});
  } else {
    ImGui::SameLine(0, gap);
  }
  item_x_ = ImGui::GetCursorScreenPos().x;
}

void ToolRow::next(bool group) {
  const float gap = theme_.px(group ? metric::kGroupGap : metric::kGap);
  finish_item();
  if (is_right_) right_width_ += gap;
  const float width = stored(++item_);
  begin_item(gap, width < 0 ? -width + theme_.px(metric::kGroupGap) + std::abs(stored(item_ + 1)) : width);
}

void ToolRow::right() {
  finish_item();
  const float width = stored(kRightPart);
  ++item_;
  is_right_ = true;
  begin_item(theme_.px(metric::kGroupGap), std::min(width, edge_ - left_));
  item_x_ = std::max(item_x_, edge_ - width);
  ImGui::SetCursorScreenPos({item_x_, line_y(line_)});
}

void ToolRow::text(const char* label) {
  is_word_ = true;
  ImGui::AlignTextToFramePadding();
  const std::string shown = elide_end(label, std::max(edge_ - left_, 1.0f));
  text_colored(theme_.text_dim, shown);
  if (shown != label) tooltip(label);
}

}  // namespace ui
