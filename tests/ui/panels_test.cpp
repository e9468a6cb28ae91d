// Every panel without a window: docked where its workspace says, drawn from nothing, a model and a running
// training.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>

#include "tests/ui/busy_window.h"
#include "ui/frame/panel_window.h"
#include "ui/frame/workspace.h"
#include "ui/frame/workspace_names.h"

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

/// One letter or icon as it reaches the screen.
struct Glyph {
  ImRect rect, clip;
  const ImDrawList* list;
};

const ImGuiWindow* window_of(const ImDrawList* list) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->DrawList == list) return window;
  return nullptr;
}

bool is_toast(const ImDrawList* list) {
  const ImGuiWindow* window = window_of(list);
  return window && std::string_view(window->Name).starts_with("##toast");
}

/// The quads that show a part of the font's texture: four corners, turning like a rectangle. Toasts lie over
/// everything.
std::vector<Glyph> drawn_glyphs() {
  std::vector<Glyph> glyphs;
  const ImTextureID font = ImGui::GetIO().Fonts->TexRef.GetTexID();
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.GetTexID() != font || is_toast(list)) continue;
      for (unsigned i = 0; i + 6 <= command.ElemCount; i += 3) {
        const ImDrawIdx* index = list->IdxBuffer.Data + command.IdxOffset + i;
        const ImDrawVert* corner = list->VtxBuffer.Data + command.VtxOffset + index[0];
        if (index[3] != index[0] || index[4] != index[2] || index[5] != index[0] + 3) continue;
        if (corner[0].uv.x >= corner[2].uv.x || corner[0].uv.y >= corner[2].uv.y) continue;
        if (corner[0].pos.x != corner[3].pos.x || corner[0].pos.y != corner[1].pos.y) continue;
        glyphs.push_back({{corner[0].pos, corner[2].pos}, ImRect(command.ClipRect), list});
      }
    }
  return glyphs;
}

/// Letters that begin inside what their window shows and end beyond it. Tabs and what can be scrolled to the
/// side may be cut.
std::vector<std::string> cut_letters(const std::vector<Glyph>& glyphs) {
  std::vector<std::string> found;
  for (const Glyph& glyph : glyphs) {
    const ImGuiWindow* window = window_of(glyph.list);
    if (!window || window->DockNodeAsHost || window->ScrollMax.x > 0) continue;
    const bool shown = glyph.rect.Max.y > glyph.clip.Min.y && glyph.rect.Min.y < glyph.clip.Max.y;
    const float third = glyph.rect.GetWidth() / 3;
    const bool right = glyph.rect.Min.x < glyph.clip.Max.x && glyph.rect.Max.x - third > glyph.clip.Max.x;
    const bool left = glyph.rect.Min.x + third < glyph.clip.Min.x && glyph.rect.Max.x > glyph.clip.Min.x;
    if (shown && (left || right))
      found.push_back(std::string(window->Name) + " at " + std::to_string(glyph.rect.Min.x) + ", " +
                      std::to_string(glyph.rect.Min.y));
  }
  return found;
}

/// Letters that cover half of another.
std::vector<std::string> letters_over_letters(std::vector<Glyph> glyphs) {
  std::vector<std::string> found;
  for (Glyph& glyph : glyphs) glyph.rect.ClipWithFull(glyph.clip);
  std::erase_if(glyphs, [](const Glyph& glyph) { return glyph.rect.GetArea() < 1; });
  std::sort(glyphs.begin(), glyphs.end(),
            [](const Glyph& a, const Glyph& b) { return a.rect.Min.x < b.rect.Min.x; });
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    for (std::size_t j = i + 1; j < glyphs.size() && glyphs[j].rect.Min.x < glyphs[i].rect.Max.x; ++j) {
      ImRect both = glyphs[i].rect;
      if (!both.Overlaps(glyphs[j].rect)) continue;
      both.ClipWith(glyphs[j].rect);
      if (both.GetArea() < 0.5f * std::min(glyphs[i].rect.GetArea(), glyphs[j].rect.GetArea())) continue;
      const ImGuiWindow *one = window_of(glyphs[i].list), *other = window_of(glyphs[j].list);
      found.push_back(std::string(one ? one->Name : "") + " over " + (other ? other->Name : "") + " at " +
                      std::to_string(both.Min.x) + ", " + std::to_string(both.Min.y));
    }
  return found;
}

void check_fits() {
  const std::vector<Glyph> glyphs = drawn_glyphs();
  REQUIRE(glyphs.size() > 100);
  for (const std::string& cut : cut_letters(glyphs)) FAIL_CHECK("cut: " << cut);
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
