// What a click or key in a panel changes, sends or leaves alone, and where its buttons stand.
#include <doctest/doctest.h>
#include <icons_font_awesome_6.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "tests/ui/busy_window.h"

using ui_test::NullWindow;

namespace {

struct Busy {
  NullWindow window;
  core::Document& document = window.ui().document_for_tests();

  explicit Busy(core::Workspace workspace, ImVec2 size = {1600, 1000})
      : window({.size = size, .workspace = workspace}) {
    window.open_model();
    window.frames(2);
    ui_test::fill(window);
    window.frames(3);
  }

  test::DrawnString drawn(const std::string& panel, std::string_view label) {
    window.frames(1);
    for (const test::DrawnString& one : window.read(panel))
      if (one.text == label) return one;
    throw std::runtime_error("nothing in " + panel + " reads " + std::string(label));
  }
};

const ImGuiWindow* window_of(const std::string& panel) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (std::string_view(window->Name).ends_with("###" + panel)) return window;
  throw std::runtime_error("no panel " + panel);
}

std::size_t sent_tasks(const NullWindow& window) {
  return static_cast<std::size_t>(std::count_if(
      window.commands.begin(), window.commands.end(),
      [](const core::Command& command) { return std::holds_alternative<core::RunTask>(command); }));
}

}  // namespace

TEST_CASE("without a model nothing is measured or searched") {
  NullWindow window({.workspace = core::Workspace::kEvaluate});
  window.ui().document_for_tests().evaluate.data = "rooms";
  window.frames(4);
  for (const auto& [panel, label] :
       {std::pair{"evaluate.diversity", "Measure"}, std::pair{"evaluate.nearest", "Find nearest"}}) {
    CAPTURE(label);
    const std::size_t before = sent_tasks(window);
    window.click_in(panel, label);
    window.frames(2);
    CHECK(sent_tasks(window) == before);
  }
}

TEST_CASE("the arrow keys move nothing while no box is selected") {
  Busy busy(core::Workspace::kForget);
  ImGui::SetWindowFocus("Boxes###forget.boxes");
  busy.window.frames(2);
  const core::BoxesBySeed boxes = busy.document.forget.boxes;
  const std::size_t steps = busy.window.ui().history().entries().size();
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow})
    busy.window.press(key);
  CHECK(busy.document.forget.boxes == boxes);
  CHECK(busy.window.ui().history().entries().size() == steps);
}

TEST_CASE("the buttons of the boxes' file stand at the foot of their panel, however much stands above") {
  for (const float width : {1280.0f, 1600.0f, 3200.0f}) {  // in a wide one the words above need fewer lines
    CAPTURE(width);
    Busy busy(core::Workspace::kForget, {width, 1000});
    const ImGuiWindow* panel = window_of("forget.boxes");
    const float bottom = panel->Pos.y + panel->Size.y;
    for (const char* label : {"Load", "Save", "Next"}) {
      CAPTURE(label);
      const test::DrawnString button = busy.drawn("forget.boxes", label);
      CHECK(button.at.y + button.size <= panel->InnerRect.Max.y);
      CHECK(bottom - button.middle().y < 26);
    }
    CHECK(panel->ScrollMax.y == 0);
  }
}

TEST_CASE("the fresh samples of Forget begin at a seed that stands above them") {
  Busy busy(core::Workspace::kForget);
  busy.document.forget.sheet_seed = 47;
  ImGui::SetWindowFocus("Sheet###forget.sheet");
  busy.window.frames(2);
  const float line = busy.drawn("forget.sheet", "New samples from seed").middle().y;
  busy.window.click_in("forget.sheet", ICON_FA_DICE);
  busy.window.frames(2);
  CHECK(busy.document.forget.sheet_seed != 47);
  CHECK(busy.window.ui().history().entries().back().label ==
        "Sheet from seed 3000 to " + std::to_string(busy.document.forget.sheet_seed));
  CHECK(std::abs(busy.drawn("forget.sheet", ICON_FA_DICE).middle().y - line) < 12);  // on one line
}

TEST_CASE("the buttons that export a figure and copy its command stand in one line, in every panel") {
  for (const auto& [workspace, panel] : {std::pair{core::Workspace::kDiscriminator, "discriminator.guided"},
                                         {core::Workspace::kArithmetic, "arithmetic.candidates"},
                                         {core::Workspace::kArithmetic, "arithmetic.turn"},
                                         {core::Workspace::kForget, "forget.live"},
                                         {core::Workspace::kExplore, "explore.path"}}) {
    CAPTURE(panel);
    Busy busy(workspace);
    ImGui::SetWindowFocus(window_of(panel)->Name);
    busy.window.frames(2);
    const char* exports =
        std::string_view(panel) == "explore.path" ? ICON_FA_TABLE_CELLS : ICON_FA_FILE_EXPORT;
    const ImVec2 first = busy.drawn(panel, exports).middle();
    const ImVec2 second = busy.drawn(panel, ICON_FA_TERMINAL).middle();
    CHECK(std::abs(first.y - second.y) < 12);  // less than half of a line
    CHECK(second.x > first.x);
    CHECK(second.x < first.x + 160);  // with the tick for a walk's end between them
  }
}

TEST_CASE("the menu of what Explore exports stands there while it is open, and only then") {
  Busy busy(core::Workspace::kExplore);
  CHECK_FALSE(busy.window.text.holds("16 × 16)"));
  busy.window.click_in("explore.image", ICON_FA_FILE_EXPORT);
  busy.window.frames(2);
  CHECK(busy.window.text.holds("16 × 16)"));
}

TEST_CASE("a key that is held does what it does once") {
  struct Held {
    core::Workspace workspace;
    ImGuiKey key;
    std::size_t steps;  // on the history
  };

  for (const Held& held : {Held{core::Workspace::kExplore, ImGuiKey_R, 1},
                           {core::Workspace::kForget, ImGuiKey_R, 1},
                           {core::Workspace::kForget, ImGuiKey_T, 1},
                           {core::Workspace::kForget, ImGuiKey_N, 0},
                           {core::Workspace::kForget, ImGuiKey_D, 0}}) {
    CAPTURE(static_cast<int>(held.workspace));
    CAPTURE(ImGui::GetKeyName(held.key));
    Busy busy(held.workspace);
    const std::size_t steps = busy.window.ui().history().entries().size();
    const int sample = busy.document.forget.sample;
    ImGui::GetIO().AddKeyEvent(held.key, true);
    busy.window.frames(90);
    ImGui::GetIO().AddKeyEvent(held.key, false);
    busy.window.frames(2);
    CHECK(busy.window.ui().history().entries().size() == steps + held.steps);
    CHECK(busy.document.forget.sample == sample + (held.key == ImGuiKey_N ? 1 : 0));
  }
}

TEST_CASE("the preset and its Reset stand in one line") {
  NullWindow window({.workspace = core::Workspace::kTrain});
  window.frames(3);
  float preset = -1, reset = -2;
  for (const test::DrawnString& one : window.read("train.preset")) {
    if (one.text.starts_with("classic (")) preset = one.middle().y;
    if (one.text == "Reset") reset = one.middle().y;
  }
  CHECK(preset > 0);
  CHECK(std::abs(preset - reset) < 12);  // less than half of a line
}
