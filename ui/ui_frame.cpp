#include <algorithm>
#include <utility>

#include "ui/dialogs/dialogs.h"
#include "ui/frame/training_control.h"
#include "ui/shell/menu_bar.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/toast_view.h"
#include "ui/ui_state.h"

// One frame of Ui: news in, everything drawn, the render request planned.
namespace ui {
namespace {

bool same_request(const core::RenderRequest& a, const core::RenderRequest& b) {
  return a.live == b.live && a.background == b.background && a.inspect == b.inspect;
}

/// Keyboard navigation would take Tab, Space and the arrows from the canvases; popups and menus have it.
void navigate_popups_only() {
  ImGuiIO& io = ImGui::GetIO();
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  if (popup)
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace

void Ui::State::take_news(const core::Snapshot& snapshot, const std::vector<core::Event>& events) {
  EventTargets changed = targets();
  if (snapshot.model && snapshot.model->info().modes != modes) {
    const auto before = std::exchange(modes, snapshot.model->info().modes);
    document.explore.mode = core::mode_after_change(before, modes, document.explore.mode);
  }
  for (const core::Event& event : events) {
    apply_event(event, changed);
    if (const auto* done = std::get_if<core::TaskDone>(&event))
      for (const auto& workspace : workspaces)
        for (const auto& panel : workspace->panels()) panel->take(*done);
  }
  if (snapshot.model) {
    // A net in training takes the place of the shown one without an event.
    const core::ModelInfo& model = snapshot.model->info();
    if (document.explore.current.z.size() != static_cast<std::size_t>(model.nz)) adopt_model(model, changed);
  }
  shell.toasts.tick(shell.now);
  if (shell.quit_when_stopped && !run_goes_on(snapshot.train->phase)) window.quit = true;
}

void Ui::State::draw_frame(ActionContext& context) {
  navigate_popups_only();
  run_by_keys(actions, context);
  draw_menu_bar(actions, context);
  draw_host(context);
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  WorkspaceView& workspace = shown();
  if (!popup && !ImGui::GetIO().WantTextInput) workspace.keys(context.frame);
  workspace.update(context.frame);
  panels.draw(workspace, context);
  draw_status_bar(context);
  palette.draw(actions, context);
  draw_shortcut_sheet(actions, context);
  draw_settings(context);
  draw_model_card(context);
  draw_about(context);
  draw_closing_question(context);
  act_on_dialog(context);
  draw_toasts(context.frame, shell);
}

void Ui::State::draw_host(ActionContext& context) {
  if (std::exchange(shell.reset_layout, false)) layout.reset();
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float top = theme.px(metric::kMenuBar), bottom = theme.px(metric::kStatusBar);
  ImGui::SetNextWindowPos({viewport->Pos.x, viewport->Pos.y + top});
  ImGui::SetNextWindowSize({viewport->Size.x, std::max(viewport->Size.y - top - bottom, 1.0f)});
  panels.host(context, [&] { layout.submit(theme, view.workspace, shown()); });
}

void Ui::State::plan(const Frame& frame) {
  core::RenderRequest planned;
  if (frame.snapshot.model) shown().plan(frame, planned);
  if (request && same_request(*request, planned)) return;
  planned.stamp = ++view.stamp;
  request = planned;
  pending = std::move(planned);
}

}  // namespace ui
