// Every panel at the sizes people have: nothing is cut, nothing stands half empty.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "tests/ui/busy_window.h"
#include "tests/ui/drawn_shapes.h"
#include "ui/frame/panel_window.h"
#include "ui/frame/workspace.h"
#include "ui/frame/workspace_names.h"

using ui_test::NullWindow;
using ui_test::Shape;

namespace {

struct Screen {
  ImVec2 size;
  float scale;
};

constexpr Screen kScreens[] = {{{1280, 800}, 1}, {{1600, 1000}, 1}, {{2560, 1440}, 1}, {{3840, 2160}, 2}};

/// The window of each panel that is docked in a workspace, by the panel's id.
std::map<std::string, ImGuiWindow*> panels(core::Workspace workspace) {
  const std::string prefix = std::string(ui::workspace_action_id(workspace)).substr(5) + ".";
  std::map<std::string, ImGuiWindow*> found;
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    const std::string name = window->Name;
    const std::size_t id = name.find("###" + prefix);
    if (id != std::string::npos && name.find('/') == std::string::npos && window->DockId)
      found[name.substr(id + 3)] = window;
  }
  return found;
}

/// Shows each panel of a workspace in turn, full of everything there is to see.
template <class Look>
void look_at_all(const Screen& screen, Look look) {
  for (int i = 0; i < ui::kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    NullWindow window({.size = screen.size, .scale = screen.scale, .workspace = workspace});
    window.open_model();
    ui_test::fill(window);
    window.frames(12);
    for (const auto& [id, panel] : panels(workspace)) {
      CAPTURE(screen.size.x);
      CAPTURE(id);
      ImGui::SetWindowFocus(panel->Name);
      window.frames(4);
      look(id, *panel);
    }
  }
}

}  // namespace

TEST_CASE("no text and no picture is cut by its panel, at the sizes people have") {
  for (const Screen& screen : kScreens)
    look_at_all(screen, [](const std::string&, const ImGuiWindow&) {
      const std::vector<Shape> letters = ui_test::drawn_letters(), pictures = ui_test::drawn_rectangles();
      REQUIRE(letters.size() > 100);
      for (const auto& cut : {ui_test::cut_sideways(letters), ui_test::cut_below(letters),
                              ui_test::cut_sideways(pictures), ui_test::cut_below(pictures)})
        for (const std::string& place : cut) FAIL_CHECK("cut: " << place);
    });
}

/// Panels that list as many things as there are, from above, and end where those end: here a checkpoint, two
/// real images, eight maps, four rows of samples.
constexpr std::string_view kLists[] = {"train.checkpoints",    "train.data",        "evaluate.nearest",
                                       "evaluate.diversity",   "forget.maps",       "discriminator.maps",
                                       "discriminator.input",  "discriminator.map", "forget.sheet",
                                       "arithmetic.comparison"};

TEST_CASE("no panel that has something to show is less than half covered, at the sizes people have") {
  for (const Screen& screen : kScreens)
    look_at_all(screen, [&](const std::string& id, const ImGuiWindow& panel) {
      if (std::find(std::begin(kLists), std::end(kLists), id) != std::end(kLists)) return;
      CHECK(ui_test::covered_share(panel, screen.scale) >= 0.5f);
    });
}
