#include "ui/shell/button_survey.h"

#include <imgui_internal.h>

#include <utility>

#include "ui/frame/panel_window.h"
#include "ui/frame/workspace_names.h"
#include "ui/gl/texture_store.h"
#include "ui/look/tr.h"
#include "ui/shell/panel_guard.h"

namespace ui {
namespace {

/// As large as the panel itself where it was shown: its width decides which words it leaves out.
ImVec2 size_of(const Theme& theme, const std::string& window_name) {
  const ImGuiWindow* window = ImGui::FindWindowByName(window_name.c_str());
  if (window && window->Size.x > 1 && window->Size.y > 1) return window->Size;
  return {theme.px(900), theme.px(700)};
}

/// Draws a panel into a window that is not rendered and that no input reaches.
void draw_out_of_sight(Panel& panel, Frame& frame) {
  const std::string shown = panel_window_name(panel);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoDocking |
                                      ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                                      ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->Pos);
  ImGui::SetNextWindowSize(size_of(frame.theme, shown));
  ImGui::Begin((std::string("##survey/") + panel.id()).c_str(), nullptr, kFlags);
  ImGui::GetCurrentWindow()->Hidden = true;
  {
    const ButtonBook::Page page(frame.theme.buttons, panel.id());
    panel.draw(frame);
  }
  ImGui::End();
}

}  // namespace

std::vector<std::unique_ptr<WorkspaceView>> make_workspaces() {
  std::vector<std::unique_ptr<WorkspaceView>> views;
  views.push_back(make_explore_workspace());
  views.push_back(make_arithmetic_workspace());
  views.push_back(make_discriminator_workspace());
  views.push_back(make_forget_workspace());
  views.push_back(make_train_workspace());
  views.push_back(make_evaluate_workspace());
  return views;
}

std::vector<FoundButton> survey_buttons(ActionContext& context) {
  ButtonBook& book = *context.frame.theme.buttons;
  const auto workspaces = make_workspaces();
  core::Document document = context.frame.document;
  ViewState view = context.frame.view;
  Outbox thrown_away;
  TextureStore textures;
  Shell silent;
  PanelGuard guard;
  std::vector<FoundButton> found;
  for (std::size_t i = 0; i < workspaces.size(); ++i) {
    view.workspace = static_cast<core::Workspace>(i);
    Frame frame{document, context.frame.history, context.frame.snapshot, view, thrown_away,
                textures, context.frame.theme,   context.frame.time};
    for (const auto& panel : workspaces[i]->panels()) {
      book.open();
      guard.part(panel->id(), silent, [&] { draw_out_of_sight(*panel, frame); });
      const std::string place = std::string(tr(workspace_label(view.workspace))) + ", " + panel->title();
      for (BookedButton& button : book.close())
        found.push_back({std::move(button), view.workspace, panel_window_name(*panel), place});
    }
  }
  return found;
}

}  // namespace ui
