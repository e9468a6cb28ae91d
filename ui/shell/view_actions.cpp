#include <algorithm>

#include "ui/frame/workspace_names.h"
#include "ui/look/tr.h"
#include "ui/shell/action_groups.h"

namespace ui {
namespace {

using Context = ActionContext;

constexpr float kSmallestScale = 0.75f, kLargestScale = 3.0f, kScaleStep = 0.25f;

void scale_by(Context& c, float step) {
  float& scale = c.frame.view.settings.scale;
  scale = std::clamp(scale + step, kSmallestScale, kLargestScale);
}

void add_workspaces(std::vector<Action>& actions) {
  static_assert(static_cast<int>(ImGuiKey_6) - static_cast<int>(ImGuiKey_1) == kWorkspaceCount - 1);
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    actions.push_back(
        {.id = workspace_action_id(workspace),
         .label = workspace_label(workspace),
         .menu = Menu::kView,
         .keys = ImGuiMod_Ctrl | (ImGuiKey_1 + i),
         .run = [workspace](Context& c) { c.frame.out.go_to = workspace; },
         .checked = [workspace](const Context& c) { return c.frame.view.workspace == workspace; }});
  }
}

void add_looks(std::vector<Action>& actions) {
  actions.push_back({.id = "view.overlays",
                     .label = "Overlays on pictures",
                     .menu = Menu::kView,
                     .keys = ImGuiKey_Tab,
                     .group = true,
                     .run = [](Context& c) { c.frame.view.show_overlays = !c.frame.view.show_overlays; },
                     .checked = [](const Context& c) { return c.frame.view.show_overlays; }});
  actions.push_back(
      {.id = "view.linear",
       .label = "Smooth enlargement",
       .menu = Menu::kView,
       .run =
           [](Context& c) { c.frame.view.settings.linear_sampling = !c.frame.view.settings.linear_sampling; },
       .checked = [](const Context& c) { return c.frame.view.settings.linear_sampling; }});
  actions.push_back(
      {.id = "view.theme",
       .label = "Light theme",
       .menu = Menu::kView,
       .run =
           [](Context& c) {
             ThemeKind& theme = c.frame.view.settings.theme;
             theme = theme == ThemeKind::kDark ? ThemeKind::kLight : ThemeKind::kDark;
           },
       .checked = [](const Context& c) { return c.frame.view.settings.theme == ThemeKind::kLight; }});
}

void add_window(std::vector<Action>& actions) {
  actions.push_back({.id = "view.larger",
                     .label = "Larger",
                     .menu = Menu::kView,
                     .keys = ImGuiMod_Ctrl,
                     .signs = "+=",
                     .run = [](Context& c) { scale_by(c, kScaleStep); }});
  actions.push_back({.id = "view.smaller",
                     .label = "Smaller",
                     .menu = Menu::kView,
                     .keys = ImGuiMod_Ctrl,
                     .signs = "-",
                     .run = [](Context& c) { scale_by(c, -kScaleStep); }});
  actions.push_back({.id = "view.scale",
                     .label = "Scale 100 %",
                     .menu = Menu::kView,
                     .keys = ImGuiMod_Ctrl | ImGuiKey_0,
                     .run = [](Context& c) { c.frame.view.settings.scale = 1; }});
  actions.push_back({.id = "view.full",
                     .label = "Full screen",
                     .menu = Menu::kView,
                     .keys = ImGuiKey_F11,
                     .run = [](Context& c) { c.shell.toggle_full_screen = true; }});
  actions.push_back({.id = "view.reset",
                     .label = "Reset layout",
                     .menu = Menu::kView,
                     .group = true,
                     .run = [](Context& c) { c.shell.reset_layout = true; }});
}

}  // namespace

void add_view_actions(std::vector<Action>& actions) {
  add_workspaces(actions);
  add_looks(actions);
  add_window(actions);
}

}  // namespace ui
