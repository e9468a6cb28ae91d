#include <doctest/doctest.h>
#include <imgui_internal.h>
#include <imgui_te_context.h>

#include "tests/ui/window/hands.h"
#include "tests/ui/window/stage.h"

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
    const float height =
        hands.spot("explore.path", "##segment").max.y - hands.spot("explore.path", "##segment").min.y;
    hands.menu("View/Light theme");
    REQUIRE(hands.view().settings.theme == ui::ThemeKind::kLight);
    REQUIRE(stage.app().ui().background() != dark);
    for (int i = 0; i < 4; ++i) hands.key(ImGuiMod_Ctrl | ImGuiKey_Equal);
    REQUIRE(hands.view().settings.scale == 2);
    hands.frames(4);
    const test::Spot field = hands.spot("explore.path", "##segment");
    REQUIRE(field.max.y - field.min.y == doctest::Approx(2 * height).epsilon(0.05));
    hands.key(ImGuiMod_Ctrl | ImGuiKey_0);
    REQUIRE(hands.view().settings.scale == 1);
    hands.frames(4);
    REQUIRE(is_docked("explore.image"));
  });
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
