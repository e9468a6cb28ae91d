// Every panel without a window: docked where its workspace says, drawn from nothing, a model and a running
// training.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "null_window.h"
#include "ui/panel_window.h"
#include "ui/workspace.h"
#include "ui/workspace_names.h"

using ui_test::NullWindow;

namespace {

std::unique_ptr<ui::WorkspaceView> make(core::Workspace workspace) {
  switch (workspace) {
    case core::Workspace::kExplore:
      return ui::make_explore_workspace();
    case core::Workspace::kArithmetic:
      return ui::make_arithmetic_workspace();
    case core::Workspace::kDiscriminator:
      return ui::make_discriminator_workspace();
    case core::Workspace::kForget:
      return ui::make_forget_workspace();
    case core::Workspace::kTrain:
      return ui::make_train_workspace();
    case core::Workspace::kEvaluate:
      return ui::make_evaluate_workspace();
  }
  return nullptr;
}

/// Shows every tab of a workspace in turn.
void show_every_panel(NullWindow& window, core::Workspace workspace) {
  const auto view = make(workspace);
  for (const auto& panel : view->panels()) {
    ImGui::SetWindowFocus(ui::panel_window_name(*panel).c_str());
    window.frames(2);
  }
}

void check_drawn(const NullWindow::Options& options) {
  NullWindow window(options);
  window.frames(3);
  show_every_panel(window, options.workspace);
  window.open_model();
  window.frames(4);
  show_every_panel(window, options.workspace);
  window.snapshot.train = ui_test::fake_training(core::Phase::kTraining);
  window.snapshot.jobs = {{1, "Fit window", core::JobState::kRunning, 3, 10, "samples", 12, 4}};
  window.frames(2);
  show_every_panel(window, options.workspace);
  CHECK(ImGui::GetDrawData()->TotalVtxCount > 1000);
  for (const std::string& error : window.errors) FAIL_CHECK(error);
}

}  // namespace

TEST_CASE("every panel is drawn with nothing, with a model and while training, in both themes") {
  for (int i = 0; i < ui::kWorkspaceCount; ++i)
    for (const ui::ThemeKind theme : {ui::ThemeKind::kDark, ui::ThemeKind::kLight}) {
      CAPTURE(i);
      check_drawn({.theme = theme, .workspace = static_cast<core::Workspace>(i)});
    }
}

TEST_CASE("every panel is drawn in a small window and at the smallest and largest scale") {
  for (int i = 0; i < ui::kWorkspaceCount; ++i) {
    CAPTURE(i);
    const auto workspace = static_cast<core::Workspace>(i);
    check_drawn({.size = {800, 500}, .workspace = workspace});
    check_drawn({.size = {1280, 800}, .scale = 0.75f, .workspace = workspace, .first_minute = true});
    check_drawn({.size = {3840, 2160}, .scale = 3, .workspace = workspace});
  }
}

TEST_CASE("a workspace docks every one of its panels, and again after Reset layout") {
  for (int i = 0; i < ui::kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    CAPTURE(i);
    NullWindow window({.workspace = workspace});
    window.frames(3);
    const auto view = make(workspace);
    for (const auto& panel : view->panels()) {
      const ImGuiWindow* docked = ImGui::FindWindowByName(ui::panel_window_name(*panel).c_str());
      REQUIRE(docked);
      CAPTURE(docked->Name);
      CHECK(docked->DockId != 0);
      ImGui::DockContextProcessUndockWindow(ImGui::GetCurrentContext(), const_cast<ImGuiWindow*>(docked));
    }
    window.frames(1);
    CHECK(ImGui::FindWindowByName(ui::panel_window_name(*view->panels()[0]).c_str())->DockId == 0);
    window.run_command("reset layout");
    for (const auto& panel : view->panels())
      CHECK(ImGui::FindWindowByName(ui::panel_window_name(*panel).c_str())->DockId != 0);
  }
}
