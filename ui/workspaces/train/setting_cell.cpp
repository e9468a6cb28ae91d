#include "ui/workspaces/train/setting_cell.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

namespace ui::train {
namespace {

/// Right-aligned like the table's numbers until it is edited.
bool number(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  std::string text = setting_text(options, setting.names[0]);
  const bool editing = ImGui::GetActiveID() == ImGui::GetID("##value");
  ImGui::SetNextItemWidth(-1);
  {
    const ColorScope hidden(ImGuiCol_Text, editing ? theme.text : with_alpha(theme.text, 0));
    shown_as_typed(text);
    ImGui::InputText("##value", &text, ImGuiInputTextFlags_AutoSelectAll);
  }
  const bool ended = ImGui::IsItemDeactivatedAfterEdit();
  tooltip(tr(setting.tip));
  if (!editing) {
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    draw_text_in(min, {max.x - theme.px(6), max.y}, {1, 0.5f}, color,
                 setting_text(options, setting.names[0]));
  }
  return ended && set_setting(options, setting, text);
}

bool choice(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  const std::string now = setting_text(options, setting.names[0]);
  int chosen = now == setting.choices[0] ? 0 : 1;
  const char* const labels[] = {verbatim(setting.choices[0]), verbatim(setting.choices[1])};
  const ColorScope text(ImGuiCol_Text, color);
  return combo(theme, "##value", labels, chosen, 0, tr(setting.tip)) &&
         set_setting(options, setting, setting.choices[static_cast<std::size_t>(chosen)]);
}

bool on_off(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting) {
  bool on = setting_text(options, setting.names[0]) == "yes";
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - theme.px(22));
  return check(theme, "##value", on, nullptr, tr(setting.tip)) &&
         set_setting(options, setting, on ? "yes" : "no");
}

}  // namespace

bool setting_cell(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  ImGui::TableNextColumn();
  const core::TrainOptions before = options;
  bool ended = false;
  switch (setting.kind) {
    case SettingKind::kNumber:
      ended = number(theme, options, setting, color);
      break;
    case SettingKind::kChoice:
      ended = choice(theme, options, setting, color);
      break;
    case SettingKind::kSwitch:
      ended = on_off(theme, options, setting);
      break;
  }
  return ended && options != before;
}

}  // namespace ui::train
