#include <imgui_internal.h>

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

bool any_popup() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// Keyboard navigation would take Tab, Space and the arrows from the canvases; popups and menus have it.
void navigate_popups_only() {
  ImGuiIO& io = ImGui::GetIO();
  if (any_popup())
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace

void Ui::State::follow_modes(const core::Snapshot& snapshot) {
  if (!snapshot.model || snapshot.model->info().modes == modes) return;
  const auto before = std::exchange(modes, snapshot.model->info().modes);
  document.explore.mode = core::mode_after_change(before, modes, document.explore.mode);
}

/// A net in training takes the place of the shown one without an event.
void Ui::State::fit_document(const core::Snapshot& snapshot) {
  if (!snapshot.model) return;
  EventTargets changed = targets();
  const core::ModelInfo& model = snapshot.model->info();
  if (document.explore.current.z.size() != static_cast<std::size_t>(model.nz)) adopt_model(model, changed);
}

void Ui::State::take_news(const core::Snapshot& snapshot, const std::vector<core::Event>& events) {
  EventTargets changed = targets();
  PanelGuard& guard = panels.guard();
  guard.part("model", shell, [&] { follow_modes(snapshot); });
  for (const core::Event& event : events) {
    guard.part("event", shell, [&] { apply_event(event, changed); });
    if (const auto* done = std::get_if<core::TaskDone>(&event))
      for (const auto& workspace : workspaces)
        for (const auto& panel : workspace->panels())
          guard.part("answer", shell, [&] { panel->take(*done); });
  }
  guard.part("net", shell, [&] { fit_document(snapshot); });
  if (snapshot.train->phase != core::Phase::kFailed)
    view.failed_training.reset();
  else if (!view.failed_training)
    view.failed_training = document.train;
  shell.toasts.tick(shell.now);
  if (shell.quit_when_stopped && !run_goes_on(snapshot.train->phase)) window.quit = true;
}

void Ui::State::draw_frame(ActionContext& context) {
  const auto part = [&](const char* name, const std::function<void()>& work) {
    return panels.guard().part(name, shell, work);
  };
  navigate_popups_only();
  part("keys", [&] { run_by_keys(actions, context); });
  part("menu bar", [&] { draw_menu_bar(actions, context); });
  part("host", [&] { draw_host(context); });
  const bool popup = any_popup();
  WorkspaceView& workspace = shown();
  if (!popup && !ImGui::GetIO().WantTextInput) part("letter keys", [&] { workspace.keys(context.frame); });
  part("workspace", [&] { workspace.update(context.frame); });
  panels.draw(workspace, context);
  part("status bar", [&] { draw_status_bar(context); });
  if (!part("dialogs", [&] { draw_dialogs(context); })) close_dialogs();
  part("toasts", [&] { draw_toasts(context.frame, shell); });
}

void Ui::State::draw_dialogs(ActionContext& context) {
  palette.draw(actions, context);
  draw_shortcut_sheet(actions, context);
  draw_settings(context);
  draw_model_card(context);
  draw_about(context);
  draw_restore_question(context);
  draw_closing_question(context);
  act_on_dialog(context);
}

/// A dialog that failed would lie over the window and fail again.
void Ui::State::close_dialogs() {
  shell.dialog.close();
  if (any_popup()) ImGui::ClosePopupToLevel(0, true);
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
  const bool whole = panels.guard().part("plan", shell, [&] {
    if (frame.snapshot.model) shown().plan(frame, planned);
  });
  if (!whole) return;
  if (request && same_request(*request, planned)) return;
  planned.stamp = ++view.stamp;
  request = planned;
  pending = std::move(planned);
}

}  // namespace ui
