#include "ui/shell/workspace_tabs.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "ui/frame/workspace_names.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kIconGap = 6, kMenuSpacing = 8;

bool has_words(TabStyle style) {
  return style == TabStyle::kWords || style == TabStyle::kMenuWord;
}

bool is_menu(TabStyle style) {
  return style == TabStyle::kMenuWord || style == TabStyle::kMenuIcon;
}

/// Every tab is measured in the bold letters of the shown one, so that no tab moves when another is chosen.
float contents_width(const Theme& theme, core::Workspace workspace, bool words) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  const float icon = text_width(workspace_icon(workspace));
  return words ? icon + theme.px(kIconGap) + text_width(tr(workspace_label(workspace))) : icon;
}

float tab_width(const Theme& theme, core::Workspace workspace, TabLook look) {
  return std::ceil(contents_width(theme, workspace, has_words(look.style)) + 2 * theme.px(look.padding));
}

std::string menu_text(core::Workspace workspace, TabStyle style) {
  const std::string icon = workspace_icon(workspace);
  const std::string word = has_words(style) ? std::string("  ") + tr(workspace_label(workspace)) : "";
  return icon + word + " " + ICON_FA_CARET_DOWN;
}

std::string keys_of(const std::vector<Action>& actions, core::Workspace workspace) {
  const std::string_view id = workspace_action_id(workspace);
  const auto found =
      std::find_if(actions.begin(), actions.end(), [&](const Action& action) { return action.id == id; });
  return found == actions.end() ? std::string() : keys_text(*found);
}

void draw_tab(ActionContext& context, core::Workspace workspace, TabLook look) {
  const Theme& theme = context.frame.theme;
  const bool active = context.frame.view.workspace == workspace;
  const TextScope weight(theme, TextSize::kText, active ? Weight::kMedium : Weight::kRegular);
  const ImVec2 size{tab_width(theme, workspace, look), theme.px(metric::kMenuBar)};
  if (ImGui::InvisibleButton(workspace_action_id(workspace), size)) context.frame.out.go_to = workspace;
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool hovered = ImGui::IsItemHovered();
  if (active || hovered) list->AddRectFilled(min, max, active ? theme.panel : theme.header);
  if (active) list->AddRectFilled(min, {max.x, min.y + theme.px(2)}, theme.accent);
  const ImU32 color = active ? theme.text : theme.text_dim;
  const float x = min.x + theme.px(look.padding);
  draw_text_in({x, min.y}, max, {0, 0.5f}, color, workspace_icon(workspace));
  if (!has_words(look.style)) return;
  draw_text_in({x + text_width(workspace_icon(workspace)) + theme.px(kIconGap), min.y}, max, {0, 0.5f}, color,
               tr(workspace_label(workspace)));
}

void draw_menu(const std::vector<Action>& actions, ActionContext& context, TabStyle style) {
  const Theme& theme = context.frame.theme;
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(8), theme.px(6)));
  const StyleScope spacing(ImGuiStyleVar_ItemSpacing, ImVec2(theme.px(kMenuSpacing), theme.px(6)));
  const core::Workspace shown = context.frame.view.workspace;
  const MenuScope menu((menu_text(shown, style) + "###workspaces").c_str());
  if (!menu) return tooltip(tr(workspace_label(shown)));
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    const std::string text = std::string(workspace_icon(workspace)) + "  " + tr(workspace_label(workspace));
    if (ImGui::MenuItem(text.c_str(), keys_of(actions, workspace).c_str(), workspace == shown))
      context.frame.out.go_to = workspace;
  }
}

}  // namespace

float workspace_tabs_width(const Theme& theme, TabLook look) {
  float sum = 0, widest = 0;
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    if (is_menu(look.style)) {
      widest = std::max(widest, text_width(menu_text(workspace, look.style)));
    } else {
      sum += tab_width(theme, workspace, look);
    }
  }
  return is_menu(look.style) ? std::ceil(widest) + 2 * theme.px(kMenuSpacing) : sum;
}

void draw_workspace_tabs(const std::vector<Action>& actions, ActionContext& context, TabLook look, float x) {
  if (is_menu(look.style)) {
    ImGui::SetCursorPosX(x);
    return draw_menu(actions, context, look.style);
  }
  ImGui::SetCursorPos({x, 0});
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    draw_tab(context, workspace, look);
    if (!has_words(look.style)) tooltip(tr(workspace_label(workspace)), keys_of(actions, workspace).c_str());
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosY(0);
  }
}

}  // namespace ui
