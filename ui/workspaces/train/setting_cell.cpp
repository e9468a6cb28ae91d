#include "ui/workspaces/train/setting_cell.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <vector>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/text.h"

namespace ui::train {
namespace {

/// Right-aligned like the table's numbers until it is edited.
bool field(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  std::string text = setting_text(options, setting);
  const bool editing = ImGui::GetActiveID() == ImGui::GetID("##value");
  ImGui::SetNextItemWidth(-1);
  {
    const ColorScope hidden(ImGuiCol_Text, editing ? theme.text : with_alpha(theme.text, 0));
    shown_as_typed(text);
    ImGui::InputText("##value", &text, ImGuiInputTextFlags_AutoSelectAll);
  }
  const bool ended = ImGui::IsItemDeactivatedAfterEdit();
  tooltip(setting_tip(setting).c_str());
  if (!editing) {
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    draw_text_in(min, {max.x - theme.px(6), max.y}, {1, 0.5f}, color, setting_text(options, setting));
  }
  return ended && set_setting(options, setting, text);
}

bool choice(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  const auto choices = setting.shown().choices;
  const auto now = std::find(choices.begin(), choices.end(), setting_text(options, setting));
  int chosen = static_cast<int>(now == choices.end() ? 0 : now - choices.begin());
  std::vector<const char*> labels;
  for (const char* one : choices) labels.push_back(verbatim(one));
  const ColorScope text(ImGuiCol_Text, color);
  return combo(theme, "##value", labels, chosen, 0, setting_tip(setting).c_str()) &&
         set_setting(options, setting, choices[static_cast<std::size_t>(chosen)]);
}

bool on_off(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting) {
  bool on = setting_text(options, setting) == "yes";
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - theme.px(22));
  return check(theme, "##value", on, nullptr, setting_tip(setting).c_str()) &&
         set_setting(options, setting, on ? "yes" : "no");
}

bool edited(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  switch (core::kind_of(setting.shown())) {
    case core::OptionKind::kChoice:
      return choice(theme, options, setting, color);
    case core::OptionKind::kSwitch:
      return on_off(theme, options, setting);
    case core::OptionKind::kNumber:
    case core::OptionKind::kText:
    case core::OptionKind::kPath:
      break;
  }
  return field(theme, options, setting, color);
}

}  // namespace

bool setting_cell(const Theme& theme, core::TrainOptions& options, const TrainSetting& setting, ImU32 color) {
  ImGui::TableNextColumn();
  const core::TrainOptions before = options;
  return edited(theme, options, setting, color) && options != before;
}

}  // namespace ui::train
