#include "ui/widgets/tool_row.h"

#include <algorithm>

#include "ui/widgets/text.h"

namespace ui {
namespace {

/// Where the panel's contents begin: below its tab bar, above the padding.
float content_top() {
  return ImGui::GetCursorStartPos().y + ImGui::GetWindowPos().y - ImGui::GetScrollY() -
         ImGui::GetStyle().WindowPadding.y;
}

}  // namespace

ToolRow::ToolRow(const Theme& theme, const char* id) : theme_(theme), id_(ImGui::GetID(id)) {
  const float top = content_top(), height = theme.px(metric::kToolRow);
  end_y_ = top + height;
  const ImVec2 window = ImGui::GetWindowPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({window.x, end_y_ - theme.px(1)}, {window.x + ImGui::GetWindowWidth(), end_y_},
                      theme.line);
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, top + (height - theme.px(metric::kFrame)) / 2});
}

ToolRow::~ToolRow() {
  if (right_start_ >= 0) {
    const float width = ImGui::GetItemRectMax().x - right_start_;
    ImGui::GetStateStorage()->SetFloat(id_, width);
  }
  ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x + theme_.px(metric::kPanelPadding),
                             end_y_ + theme_.px(metric::kPanelPadding)});
}

void ToolRow::next(bool group) {
  ImGui::SameLine(0, theme_.px(group ? metric::kGroupGap : metric::kGap));
}

void ToolRow::right() {
  next(true);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetStateStorage()->GetFloat(id_, 0);
  const float edge = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - theme_.px(metric::kPanelPadding);
  right_start_ = std::max(at.x, edge - width);
  ImGui::SetCursorScreenPos({right_start_, at.y});
}

void ToolRow::text(const char* label) {
  ImGui::AlignTextToFramePadding();
  text_colored(theme_.text_dim, label);
}

}  // namespace ui
