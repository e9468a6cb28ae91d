#include "ui/shell/panel_host.h"

#include <imgui_internal.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/shell/dock_layout.h"
#include "ui/shell/shell_panels.h"
#include "ui/widgets/button_book.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kTabPadding = 10;
constexpr ImVec2 kLeastPanel = {120, 72};  // a splitter stops there

/// The padding of tabs. ImGui takes it, and their height, from the frame padding in force while dock spaces
/// and panels begin.
ImVec2 tab_padding(const Theme& theme) {
  return {theme.px(kTabPadding), (theme.px(metric::kTabBar) - ImGui::GetFontSize()) / 2};
}

void draw_remark(const Theme& theme, const std::string& remark) {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  if (remark.empty() || !window->DockIsActive || !window->DockNode) return;
  const ImVec2 at = window->DockNode->Pos;
  const float right = at.x + window->DockNode->Size.x - theme.px(metric::kPanelPadding);
  const ImVec2 end{right, at.y + theme.px(metric::kTabBar)};
  const TextScope small(theme, TextSize::kSmall);
  float tabs = at.x;
  if (const ImGuiTabBar* bar = window->DockNode->TabBar)
    for (const ImGuiTabItem& tab : bar->Tabs)
      tabs = std::max(tabs, bar->BarRect.Min.x + tab.Offset + tab.Width);
  const std::string shown = elide_end(remark, right - tabs - theme.px(12));
  if (right - tabs < theme.px(60)) return;
  ImGui::PushClipRect(at, end, false);
  draw_text_in(at, end, {1, 0.5f}, theme.text_dim, shown);
  ImGui::PopClipRect();
}

/// Pictures are drawn into the padding, to the panel's very edge; that alone is no reason to scroll.
void keep_edge_without_scrollbar() {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  ImVec2& used = window->DC.CursorMaxPos;
  const ImRect inner = window->InnerRect;
  if (window->Scroll.y == 0 && used.y <= inner.Max.y + 1)
    used.y = std::min(used.y, inner.Max.y - window->WindowPadding.y);
}

}  // namespace

void PanelHost::host(ActionContext& context, const std::function<void()>& dock_spaces) {
  const Theme& theme = context.frame.theme;
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ColorScope ground(ImGuiCol_WindowBg, theme.gap);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoDocking |
                                      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus;
  ImGui::Begin("##host", nullptr, kFlags);
  {
    const StyleScope tabs(ImGuiStyleVar_FramePadding, tab_padding(theme));
    const StyleScope least(ImGuiStyleVar_WindowMinSize,
                           ImVec2(theme.px(kLeastPanel.x), theme.px(kLeastPanel.y)));
    const ColorScope splitters(ImGuiCol_Border, theme.gap);  // what ImGui draws them in
    dock_spaces();
  }
  ImGui::End();
}

void PanelHost::panel(const std::string& name, bool* open, ActionContext& context,
                      const std::function<void()>& contents) {
  const Theme& theme = context.frame.theme;
  bool visible = false;
  ImGui::SetNextWindowSize({theme.px(420), theme.px(320)}, ImGuiCond_FirstUseEver);
  {
    const StyleScope tabs(ImGuiStyleVar_FramePadding, tab_padding(theme));
    visible =
        ImGui::Begin(name.c_str(), open, ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoFocusOnAppearing);
  }
  if (visible) {
    if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) focused_[context.frame.view.workspace] = name;
    const ButtonBook::Page page(theme.buttons, name.substr(name.find("###") + 3));
    guard_.panel(name, context, contents);
    keep_edge_without_scrollbar();
  }
  ImGui::End();
}

void PanelHost::shell_panels(ActionContext& context) {
  using Draw = void (*)(ActionContext&);
  constexpr Draw kDraw[] = {draw_jobs_panel, draw_history_panel, draw_log_panel};
  const core::Workspace workspace = context.frame.view.workspace;
  for (int i = 0; i < 3; ++i) {
    const auto which = static_cast<ShellPanel>(i);
    const bool belongs = has_shell_panel(workspace, which);
    bool& floating = context.shell.floating[i];
    if (!belongs && !floating) continue;
    panel(shell_panel_name(which, workspace), belongs ? nullptr : &floating, context,
          [&] { kDraw[i](context); });
  }
}

/// A workspace that appears gets the focus where it had it last, at first in its first panel. Tabs exist from
/// the second frame on.
void PanelHost::keep_focus(WorkspaceView& workspace, ActionContext& context) {
  const core::Workspace now = context.frame.view.workspace;
  frames_shown_ = shown_ == now ? frames_shown_ + 1 : 0;
  shown_ = now;
  if (frames_shown_ != 2 || workspace.panels().empty()) return;
  const auto last = focused_.find(now);
  const std::string name =
      last != focused_.end() ? last->second : panel_window_name(*workspace.panels().front());
  ImGui::SetWindowFocus(name.c_str());
}

void PanelHost::focus(core::Workspace workspace, const std::string& window_name) {
  focused_[workspace] = window_name;
  if (shown_ == workspace) ImGui::SetWindowFocus(window_name.c_str());
}

void PanelHost::draw(WorkspaceView& workspace, ActionContext& context) {
  for (const auto& one : workspace.panels())
    panel(panel_window_name(*one), nullptr, context, [&] {
      draw_remark(context.frame.theme, one->remark(context.frame));
      one->draw(context.frame);
    });
  shell_panels(context);
  keep_focus(workspace, context);
}

}  // namespace ui
