// Every panel without a window: docked where its workspace says, drawn from nothing, a model and a running
// training.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>

#include "tests/ui/busy_window.h"
#include "tests/ui/drawn_shapes.h"
#include "ui/frame/panel_window.h"
#include "ui/frame/workspace.h"
#include "ui/frame/workspace_names.h"

using ui_test::NullWindow;
using ui_test::Shape;

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

/// Letters that cover half of another.
std::vector<std::string> letters_over_letters(std::vector<Shape> glyphs) {
  std::vector<std::string> found;
  for (Shape& glyph : glyphs) glyph.rect.ClipWithFull(glyph.clip);
  std::erase_if(glyphs, [](const Shape& glyph) { return glyph.rect.GetArea() < 1; });
  std::sort(glyphs.begin(), glyphs.end(),
            [](const Shape& a, const Shape& b) { return a.rect.Min.x < b.rect.Min.x; });
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    for (std::size_t j = i + 1; j < glyphs.size() && glyphs[j].rect.Min.x < glyphs[i].rect.Max.x; ++j) {
      ImRect both = glyphs[i].rect;
      if (!both.Overlaps(glyphs[j].rect)) continue;
      both.ClipWith(glyphs[j].rect);
      if (both.GetArea() < 0.5f * std::min(glyphs[i].rect.GetArea(), glyphs[j].rect.GetArea())) continue;
      const ImGuiWindow *one = glyphs[i].window, *other = glyphs[j].window;
      found.push_back(std::string(one ? one->Name : "") + " over " + (other ? other->Name : "") + " at " +
                      std::to_string(both.Min.x) + ", " + std::to_string(both.Min.y));
    }
  return found;
}

void check_fits() {
  const std::vector<Shape> glyphs = ui_test::drawn_letters();
  REQUIRE(glyphs.size() > 100);
  for (const std::string& cut : ui_test::cut_sideways(glyphs)) FAIL_CHECK("cut: " << cut);
  for (const std::string& over : letters_over_letters(glyphs)) FAIL_CHECK(over);
}

/// Shows every tab of a workspace in turn and looks at each.
void check_every_panel_fits(NullWindow& window, core::Workspace workspace) {
  const auto view = make(workspace);
  for (const auto& panel : view->panels()) {
    CAPTURE(panel->id());
    ImGui::SetWindowFocus(ui::panel_window_name(*panel).c_str());
    window.frames(4);
    check_fits();
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
  window.snapshot.jobs = {{1, {"Fit", "window"}, core::JobState::kRunning, 3, 10, "samples", 12, 4}};
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

TEST_CASE("no letter is cut or lies over another, at any scale in a small window") {
  for (int i = 0; i < ui::kWorkspaceCount; ++i)
    for (const float scale : {0.75f, 1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
      CAPTURE(i);
      CAPTURE(scale);
      const auto workspace = static_cast<core::Workspace>(i);
      NullWindow window({.size = {1280, 800}, .scale = scale, .workspace = workspace, .first_minute = true});
      window.frames(4);
      check_every_panel_fits(window, workspace);
      window.open_model();
      check_every_panel_fits(window, workspace);
      ui_test::fill(window);
      window.frames(2);
      check_every_panel_fits(window, workspace);
    }
}

TEST_CASE("beside a narrow canvas the first minute still names the other keys and the way to hide it") {
  for (const float scale : {0.75f, 1.0f, 1.5f, 2.0f}) {
    CAPTURE(scale);
    NullWindow window({.size = {1280, 800}, .scale = scale, .first_minute = true});
    window.open_model();
    window.frames(4);
    for (const char* words : {"new picture", "back", "other directions", "Hide this"})
      CHECK(window.text.holds(words));
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
