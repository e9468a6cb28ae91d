#include <doctest/doctest.h>
#include <imgui_internal.h>
#include <imgui_te_context.h>

#include <algorithm>

#include "core/io/images/decode.h"
#include "tests/core/temporary_folder.h"
#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"
#include "ui/frame/workspace_names.h"

using core::Workspace;
using test::Hands;
using test::Stage;

namespace {

const ImGuiWindow* window_of(const std::string& panel) {
  return ImGui::FindWindowByID(ImHashStr(("###" + panel).c_str()));
}

bool is_docked(const std::string& panel) {
  const ImGuiWindow* window = window_of(panel);
  return window && window->DockNode && window->DockIsActive;
}

/// Of the menu bar, whole and not what the window's edge leaves of it; no id when it is not there.
/// Hands::spots() sees no items of menu bars.
ImGuiTestItemInfo bar_item(Hands& hands, const char* label) {
  const ImGuiID bar = ImHashStr("##MenuBar", 0, ImHashStr("##menu"));
  return hands.context()->ItemInfo(ImHashStr(label, 0, bar), ImGuiTestOpFlags_NoError);
}

void require_side_by_side(Hands& hands) {
  std::vector<const char*> labels{"File", "Edit",       "View",    "Model",        "Run",
                                  "Help", "##commands", "##model", "###workspaces"};
  for (int i = 0; i < ui::kWorkspaceCount; ++i)
    labels.push_back(ui::workspace_action_id(static_cast<Workspace>(i)));
  std::vector<ImRect> places;
  for (const char* label : labels)
    if (const ImGuiTestItemInfo item = bar_item(hands, label); item.ID) places.push_back(item.RectFull);
  REQUIRE(places.size() >= 9);  // the menus, a menu of the workspaces and both boxes
  std::sort(places.begin(), places.end(), [](const ImRect& a, const ImRect& b) { return a.Min.x < b.Min.x; });
  float end = 0;
  for (const ImRect& place : places) {
    REQUIRE(place.Min.x >= end - 1);
    end = place.Max.x;
  }
  REQUIRE(end <= ImGui::GetIO().DisplaySize.x);
}

/// By its tab, or in the menu that takes the tabs' place where six icons find no room.
void choose_in_bar(Hands& hands, Workspace workspace, bool menu_allowed) {
  const ImGuiTestItemInfo tab = bar_item(hands, ui::workspace_action_id(workspace));
  if (tab.ID) return hands.click(tab.RectFull.GetCenter());
  REQUIRE(menu_allowed);
  const ImGuiTestItemInfo menu = bar_item(hands, "###workspaces");
  REQUIRE(menu.ID);
  hands.click(menu.RectFull.GetCenter());
  REQUIRE(hands.popup_spots().size() == ui::kWorkspaceCount);
  hands.click(hands.popup_spots()[static_cast<std::size_t>(workspace)].middle());
}

}  // namespace

TEST_CASE("undo and redo go through gestures of several workspaces") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const core::Document start = hands.document();
    hands.key(ImGuiKey_P);
    hands.key(ImGuiKey_R);
    hands.key(ImGuiKey_P);
    hands.go_to(Workspace::kForget);
    const test::Spot sample = hands.spot("forget.boxes", "##sample");
    hands.drag(sample.at(0.2f, 0.2f), sample.at(0.7f, 0.8f));
    const core::Document end = hands.document();
    REQUIRE(end.path.pins.size() == 2);
    REQUIRE(end.forget.boxes.size() == 1);
    for (int i = 0; i < 4; ++i) hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    REQUIRE(hands.document() == start);
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    REQUIRE(hands.document() == start);
    for (int i = 0; i < 4; ++i) hands.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
    REQUIRE(hands.document() == end);
    hands.menu("Edit/Undo");
    REQUIRE(hands.document().forget.boxes.empty());
  });
}

TEST_CASE("Ctrl and a digit show the workspaces, with every panel of theirs docked") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    constexpr const char* kFirstPanel[] = {"explore.image", "arithmetic.equation", "discriminator.guided",
                                           "forget.live",   "train.run",           "evaluate.answers"};
    for (int i = 0; i < 6; ++i) {
      hands.go_to(static_cast<Workspace>(i));
      REQUIRE(is_docked(kFirstPanel[i]));
    }
  });
}

TEST_CASE("theme and scale change at once and the panels stay") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    const unsigned dark = stage.app().ui().background();
    const auto height_of_lock = [&] {
      const test::Spot lock = hands.spot("explore.image", "##keep");
      return lock.max.y - lock.min.y;
    };
    const float height = height_of_lock();
    hands.menu("View/Light theme");
    REQUIRE(hands.view().settings.theme == ui::ThemeKind::kLight);
    REQUIRE(stage.app().ui().background() != dark);
    for (int i = 0; i < 4; ++i) hands.hold(ImGuiMod_Ctrl, [&] { hands.sign("+"); });
    REQUIRE(hands.view().settings.scale == 2);
    hands.frames(4);
    REQUIRE(height_of_lock() == doctest::Approx(2 * height).epsilon(0.05));
    hands.key(ImGuiMod_Ctrl | ImGuiKey_0);
    REQUIRE(hands.view().settings.scale == 1);
    hands.frames(4);
    REQUIRE(is_docked("explore.image"));
  });
}

TEST_CASE("every workspace can be clicked in the menu bar at every scale") {
  for (const float scale : {0.75f, 1.0f, 1.5f, 2.0f, 3.0f}) {
    CAPTURE(scale);
    Stage stage({.scale = scale});
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      REQUIRE(hands.view().settings.scale == scale);
      for (int i = ui::kWorkspaceCount - 1; i >= 0; --i) {
        const auto workspace = static_cast<Workspace>(i);
        require_side_by_side(hands);
        choose_in_bar(hands, workspace, scale > 2);
        hands.until("the workspace is shown", [&] { return hands.view().workspace == workspace; });
        hands.frames(4);
      }
    });
  }
}

TEST_CASE("Escape never quits; Ctrl+Q does when nothing trains") {
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    for (int i = 0; i < 6; ++i) {
      hands.go_to(static_cast<Workspace>(i));
      hands.key(ImGuiKey_Escape);
    }
    hands.key(ImGuiMod_Ctrl | ImGuiKey_P);
    hands.key(ImGuiKey_Escape);
    hands.menu("Help/About and licences");
    hands.key(ImGuiKey_Escape);
    hands.key(ImGuiKey_Escape);
    REQUIRE_FALSE(stage.quit());
    hands.key(ImGuiMod_Ctrl | ImGuiKey_Q);
    REQUIRE(stage.quit());
  });
}

TEST_CASE("Reset layout docks a panel that was torn off") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const ImVec2 place = window_of("explore.sheet")->Pos;
    hands.context()->UndockWindow("Contact sheet###explore.sheet");
    hands.frames(2);
    REQUIRE_FALSE(is_docked("explore.sheet"));
    hands.menu("View/Reset layout");
    hands.frames(4);
    REQUIRE(is_docked("explore.sheet"));
    REQUIRE(window_of("explore.sheet")->Pos.x == doctest::Approx(place.x).epsilon(0.02));
  });
}

TEST_CASE("the next start has the layout of the last one") {
  ImVec2 place;
  {
    Stage stage;
    stage.play([&](Hands& hands) {
      hands.until_drawn();
      REQUIRE(is_docked("explore.sheet"));
      hands.context()->UndockWindow("Contact sheet###explore.sheet");
      hands.frames(2);
      hands.context()->WindowMove("Contact sheet###explore.sheet", {300, 240});
      hands.frames(2);
      place = window_of("explore.sheet")->Pos;
    });
  }
  Stage again({.anew = false});
  again.play([&](Hands& hands) {
    hands.until_drawn();
    REQUIRE_FALSE(is_docked("explore.sheet"));
    REQUIRE(window_of("explore.sheet")->Pos.x == place.x);
    REQUIRE(window_of("explore.sheet")->Pos.y == place.y);
    REQUIRE(is_docked("explore.image"));
  });
}

TEST_CASE("F12 writes what the window shows and a toast says where it lies") {
  const TemporaryFolder home;
  const ScopedVariable here("HOME", home.path().c_str());
  Stage stage;
  stage.play([&](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiKey_F12);
    hands.until_reads("Saved screenshot-001.png");
    const core::Image seen = io::load_image(home / "ganscope/screenshot-001.png");
    REQUIRE(seen.width == 1280);
    REQUIRE(seen.height == 800);
    const auto [dark, light] = std::minmax_element(seen.pixels.begin(), seen.pixels.end());
    REQUIRE(*light - *dark > 100);
    hands.key(ImGuiKey_F12);
    hands.until_reads("Saved screenshot-002.png");
  });
}

TEST_CASE("the palette runs a command by its name") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    hands.key(ImGuiMod_Ctrl | ImGuiKey_P);
    hands.frames(2);
    hands.type("Light theme");
    REQUIRE(hands.view().settings.theme == ui::ThemeKind::kLight);
  });
}

TEST_CASE("a click in the history panel goes back to that step") {
  Stage stage;
  stage.play([](Hands& hands) {
    hands.until_drawn();
    const core::Document start = hands.document();
    hands.key(ImGuiKey_P);
    hands.key(ImGuiKey_R);
    hands.bring_forward("shell.history.0");
    const auto entries = hands.spots("shell.history.0", "##entry");
    REQUIRE(entries.size() == 3);
    hands.click(entries.back().middle());
    REQUIRE(hands.document() == start);
  });
}
