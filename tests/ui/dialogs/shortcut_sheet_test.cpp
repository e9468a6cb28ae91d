#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tests/ui/drawn_shapes.h"
#include "tests/ui/null_window.h"

using ui_test::NullWindow;

namespace {

void open_sheet(NullWindow& window) {
  window.open_model();
  window.frames(4);
  ImGui::GetIO().AddInputCharacter('?');
  window.frames(4);
}

const ImGuiWindow* popup() {
  const auto& stack = ImGui::GetCurrentContext()->OpenPopupStack;
  return stack.empty() ? nullptr : stack.back().Window;
}

ImVec2 place(const NullWindow& window, std::string_view text) {
  // The last that reads so: "Explore" names an action of the menu before it heads the keys of the workspace.
  const auto& strings = window.text.strings();
  const auto found = std::find_if(strings.rbegin(), strings.rend(), [&](const test::DrawnString& drawn) {
    return drawn.window == popup()->ID && drawn.text == text;
  });
  if (found != strings.rend()) return found->at;
  FAIL("the sheet does not read " << text);
  return {};
}

}  // namespace

TEST_CASE("in every column of the shortcut sheet the words stand beside their keys") {
  NullWindow window({});
  open_sheet(window);
  REQUIRE(popup());
  for (const auto& [heading, words] :
       {std::pair("File", "Open model…"), std::pair("Explore", "pin this place"),
        std::pair("Arithmetic", "put the thumbnail into a bin"),
        std::pair("Evaluate", "run what is selected")}) {
    CAPTURE(words);
    CHECK(place(window, words).x - place(window, heading).x == doctest::Approx(112).epsilon(0.02));
  }
  CHECK(popup()->Size.x < 3 * 336 + 40);
  CHECK(popup()->ScrollMax.y == 0);
}

TEST_CASE("the shortcut sheet fits into the window, or scrolls") {
  for (const auto& [size, scale] :
       {std::pair(ImVec2(800, 500), 1.0f), std::pair(ImVec2(1280, 800), 2.0f),
        std::pair(ImVec2(2560, 1440), 1.0f), std::pair(ImVec2(3840, 2160), 2.0f)}) {
    CAPTURE(size.x);
    NullWindow window({.size = size, .scale = scale});
    open_sheet(window);
    REQUIRE(popup());
    CHECK(ImRect({0, 0}, size).Contains(popup()->Rect()));
    for (const auto& cut :
         {ui_test::cut_sideways(ui_test::drawn_letters()), ui_test::cut_below(ui_test::drawn_letters())})
      for (const std::string& where : cut) FAIL_CHECK("cut: " << where);
  }
}
