#include "ui/widgets/section.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui {

bool section_header(const Theme& theme, const char* label, bool open_at_first) {
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID id = ImGui::GetID(label);
  bool open = storage->GetBool(id, open_at_first);
  const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  if (ImGui::InvisibleButton(label, {width, theme.px(metric::kFrame)}, ImGuiButtonFlags_EnableNav)) {
    open = !open;
    storage->SetBool(id, open);
  }
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, ImGui::IsItemHovered() ? theme.frame : theme.header);
  const float y = min.y + (max.y - min.y - ImGui::GetFontSize()) / 2;
  draw_text({min.x + theme.px(6), y}, theme.text, open ? ICON_FA_CARET_DOWN : ICON_FA_CARET_RIGHT);
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  draw_text({min.x + theme.px(24), y}, theme.text, label);
  return open;
}

void section_title(const Theme& theme, const char* title, const char* remark) {
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(title);
  }
  if (!remark) return;
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  text_colored(theme.text_dim, remark);
}

void separator(const Theme& theme) {
  gap(theme, metric::kGap);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float left = ImGui::GetWindowPos().x, right = left + ImGui::GetWindowWidth();
  ImGui::GetWindowDrawList()->AddRectFilled({left + theme.px(8), at.y},
                                            {right - theme.px(8), at.y + theme.px(1)}, theme.line);
  gap(theme, metric::kGroupGap);
}

void gap(const Theme& theme, float pixels) {
  ImGui::Dummy({1, std::max(theme.px(pixels) - ImGui::GetStyle().ItemSpacing.y, 0.0f)});
}

}  // namespace ui
