#include "ui/widgets/table.h"

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

/// The share of its width that a column with a label keeps where the table is narrower than all columns
/// together; cells are then cut with an ellipsis. Columns of icons keep all of theirs.
float share_of_widths(const Theme& theme, std::initializer_list<TableColumn> columns) {
  constexpr float kSmallest = 0.25f;
  float words = 0, rest = static_cast<float>(columns.size()) * 2 * ImGui::GetStyle().CellPadding.x;
  for (const TableColumn& column : columns) (*column.label ? words : rest) += theme.px(column.width);
  return words > 0 ? std::clamp((ImGui::GetContentRegionAvail().x - rest) / words, kSmallest, 1.0f) : 1.0f;
}

}  // namespace

Table::Table(const Theme& theme, const char* id, std::initializer_list<TableColumn> columns, float row_height)
    : theme_(theme), row_height_(theme.px(row_height)) {
  const float share = share_of_widths(theme, columns);
  open_ = ImGui::BeginTable(id, static_cast<int>(columns.size()),
                            ImGuiTableFlags_RowBg | ImGuiTableFlags_NoSavedSettings);
  if (!open_) return;
  bool any_label = false;
  unsigned bit = 1;
  for (const TableColumn& column : columns) {
    const bool fixed = column.width > 0;
    ImGui::TableSetupColumn(column.label,
                            fixed ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch,
                            fixed ? theme.px(column.width) * (*column.label ? share : 1) : 1.0f);
    any_label = any_label || *column.label;
    if (column.right) right_aligned_ |= bit;
    bit <<= 1;
  }
  if (!any_label) return;
  ImGui::TableNextRow(ImGuiTableRowFlags_None, row_height_);
  ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, theme.header);
  for (const TableColumn& column : columns) cell(column.label, theme.text_dim);
}

Table::~Table() {
  if (open_) ImGui::EndTable();
}

bool Table::row(bool selected, const char* id) {
  ImGui::TableNextRow(ImGuiTableRowFlags_None, row_height_);
  const ImU32 ground = selected ? theme_.selected : rows_ % 2 ? theme_.header : theme_.panel;
  ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, ground);
  ++rows_;
  if (!id) return false;
  ImGui::TableSetColumnIndex(0);
  const ImVec2 at = ImGui::GetCursorPos();
  const ColorScope clear(ImGuiCol_Header, 0);
  const bool clicked = ImGui::Selectable(
      id, false, ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowOverlap, {0, row_height_});
  ImGui::SetCursorPos(at);
  before_first_ = true;
  return clicked;
}

void Table::custom_cell() {
  if (before_first_)
    before_first_ = false;
  else
    ImGui::TableNextColumn();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (row_height_ - ImGui::GetFontSize()) / 2);
}

void Table::cell(std::string_view text, ImU32 color) {
  custom_cell();
  const float free = ImGui::GetContentRegionAvail().x;
  const std::string shown = elide_end(text, free);
  if (right_aligned_ & (1u << ImGui::TableGetColumnIndex()))
    text_right(theme_, shown, color ? color : theme_.text);
  else
    text_colored(color ? color : theme_.text, shown);
  if (shown.size() != text.size()) tooltip(std::string(text).c_str());
}

}  // namespace ui
