#include "ui/shell/dock_layout.h"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string_view>

#include "tests/ui/busy_window.h"
#include "ui/frame/workspace_names.h"

using ui_test::NullWindow;

namespace {

ui::Arrangement arrangement(core::Workspace workspace) {
  ui::Arrangement found;
  const auto add = [&found](auto&& self, const ImGuiDockNode* node) -> void {
    found.sizes.push_back(node->Size);
    if (!node->IsSplitNode()) {
      for (const ImGuiWindow* window : node->Windows) found.parts.push_back(window->ID);
      std::sort(found.parts.end() - node->Windows.Size, found.parts.end());
      return;
    }
    found.parts.push_back(static_cast<unsigned>(node->SplitAxis));
    for (const ImGuiDockNode* child : node->ChildNodes) self(self, child);
  };
  add(add, ImGui::DockBuilderGetNode(ui::dock_space_id(workspace)));
  return found;
}

void resize(NullWindow& window, ImVec2 size) {
  ImGui::GetIO().DisplaySize = size;
  window.frames(20);
}

constexpr ImVec2 kLarge = {1600, 1000}, kSizes[] = {{900, 560}, {1280, 800}, {2560, 1440}};

}  // namespace

TEST_CASE("a workspace has the layout of a large window again after the window was small") {
  for (int i = 0; i < ui::kWorkspaceCount; ++i) {
    CAPTURE(i);
    const auto workspace = static_cast<core::Workspace>(i);
    NullWindow window({.size = kLarge, .workspace = workspace});
    window.open_model();
    window.frames(20);
    const ui::Arrangement large = arrangement(workspace);
    for (const ImVec2 size : kSizes) {
      resize(window, size);
      CHECK_FALSE(arrangement(workspace).same_as(large));
      resize(window, kLarge);
      CHECK(arrangement(workspace).same_as(large));
    }
  }
}

TEST_CASE("the tab that was in front stays in front when the layout changes with the size") {
  NullWindow window({.size = {1280, 800}, .workspace = core::Workspace::kArithmetic});
  window.open_model();
  window.frames(20);
  const auto is_in_front = [](const char* id) {
    for (const ImGuiWindow* one : ImGui::GetCurrentContext()->Windows)
      if (std::string_view(one->Name).ends_with(id)) return one->DockTabIsVisible;
    return false;
  };
  CHECK_FALSE(is_in_front("###arithmetic.turn"));
  window.click("Turn sheet");
  window.frames(2);
  REQUIRE(is_in_front("###arithmetic.turn"));
  resize(window, {1290, 800});
  CHECK(is_in_front("###arithmetic.turn"));
}

TEST_CASE("what was arranged by hand is not laid out anew when the window has another size") {
  const auto workspace = core::Workspace::kExplore;
  NullWindow window({.size = kLarge, .workspace = workspace});
  window.open_model();
  window.frames(20);
  const ui::Arrangement before = arrangement(workspace);
  const ImGuiDockNode* root = ImGui::DockBuilderGetNode(ui::dock_space_id(workspace));
  // The splitter over the film strip, dragged upwards.
  const float y = root->ChildNodes[1]->Pos.y - 2;
  window.point({800, y});
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  window.frame();
  window.point({800, y - 60});
  window.point({800, y - 120});
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  window.frames(20);
  const ui::Arrangement moved = arrangement(workspace);
  REQUIRE_FALSE(moved.same_as(before));
  resize(window, {1280, 800});
  resize(window, kLarge);
  CHECK_FALSE(arrangement(workspace).same_as(before));
  CHECK(arrangement(workspace).parts == moved.parts);
  window.run_command("reset layout");
  window.frames(20);
  CHECK(arrangement(workspace).same_as(before));
}
