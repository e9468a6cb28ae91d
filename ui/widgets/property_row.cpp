#include "ui/widgets/property_row.h"

#include <algorithm>

#include "ui/look/scope.h"

namespace ui {
namespace {

constexpr float kRow = 22;

}  // namespace

void property_row(const Theme& theme, const char* label, std::string_view value, const char* tip) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  const float column = theme.px(metric::kLabelColumn);
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  ImGui::Dummy({width, theme.px(kRow) - spacing});
  const float y = at.y + (theme.px(kRow) - spacing - ImGui::GetFontSize()) / 2;
  const std::string shown = elide_end(value, width - column);
  const bool cut = shown.size() != value.size();
  tooltip(tip ? tip : cut ? std::string(value).c_str() : nullptr);
  draw_text({at.x, y}, theme.text_dim, elide_end(label, column - theme.px(metric::kGap)));
  draw_text({at.x + column, y}, theme.text, shown);
}

void property_text(const Theme& theme, const char* label, std::string_view text) {
  const float left = ImGui::GetCursorPosX();
  const float edge = (theme.px(kRow) - ImGui::GetStyle().ItemSpacing.y - ImGui::GetFontSize()) / 2;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + edge);
  text_colored(theme.text_dim, label);
  ImGui::SameLine(left + theme.px(metric::kLabelColumn), 0);
  {
    const WrapScope wrap;
    text_colored(theme.text, text);
  }
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + edge);
}

void property_label(const Theme& theme, const char* label, float label_width) {
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  text_colored(theme.text_dim, label);
  ImGui::SameLine(left + theme.px(label_width), 0);
  ImGui::SetNextItemWidth(-1);
}

}  // namespace ui
