#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

#include "tests/ui/busy_window.h"

using ui_test::NullWindow;

namespace {

bool reads(const NullWindow& window, std::string_view words) {
  const auto& drawn = window.text.strings();
  return std::any_of(drawn.begin(), drawn.end(), [&](const auto& one) { return one.text == words; });
}

}  // namespace

TEST_CASE("a picture that is not on the path has no cross-fade, and the window says so") {
  for (const ImVec2 size : {ImVec2(1600, 1000), ImVec2(2200, 1200)}) {
    NullWindow window({.size = size});
    window.open_model();
    ui_test::fill(window);
    window.frames(3);
    core::Document& document = window.ui().document_for_tests();
    document.explore.current = document.path.pins[1];
    window.frames(2);
    CHECK_FALSE(window.text.holds("this picture is not on the path"));
    CHECK(reads(window, "same t"));
    window.press(ImGuiKey_R);
    window.frames(2);
    CHECK(window.text.holds("this picture is not on the path"));
    CHECK_FALSE(reads(window, "same t"));
    window.press(ImGuiKey_P);
    window.frames(2);
    CHECK(reads(window, "same t"));
    CHECK_FALSE(window.text.holds("this picture is not on the path"));
  }
}
