#include "ui/gl/opaque_fills.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/ui/draw_recording.h"

namespace {

constexpr ImU32 kPaper = IM_COL32(10, 20, 30, 255), kInk = IM_COL32(200, 0, 0, 255);

struct Recording : ui_test::DrawRecording {
  std::vector<ui::OpaqueFill> take() { return ui::take_opaque_fills(data); }

  /// Triangles that still cover something.
  int triangles() const {
    int found = 0;
    for (int i = 0; i + 2 < list.IdxBuffer.Size; i += 3) found += list.IdxBuffer[i] != list.IdxBuffer[i + 1];
    return found;
  }
};

}  // namespace

TEST_CASE("backgrounds are taken out in their order, what lies on them stays") {
  Recording drawn;
  drawn.list.AddRectFilled({0, 0}, {800, 600}, kPaper);
  drawn.list.AddRectFilled({100, 100}, {400, 300}, kInk);
  drawn.list.AddText({120, 120}, IM_COL32_WHITE, "on top");
  const int before = drawn.triangles();
  const std::vector<ui::OpaqueFill> fills = drawn.take();
  REQUIRE(fills.size() == 2);
  CHECK(fills[0].color == kPaper);
  CHECK(fills[1].color == kInk);
  CHECK(fills[1].area == ui::PixelArea{100, 100, 400, 300});
  CHECK(drawn.triangles() == before - 4);
}

TEST_CASE("a rectangle over something already drawn stays: it must hide it") {
  Recording drawn;
  drawn.list.AddLine({0, 50}, {800, 50}, kInk, 3);
  drawn.list.AddRectFilled({0, 0}, {800, 600}, kPaper);
  drawn.list.AddRectFilled({0, 100}, {800, 600}, kPaper);  // over the one that stayed
  CHECK(drawn.take().empty());
}

TEST_CASE("a rectangle beside what is drawn already is taken") {
  Recording drawn;
  drawn.list.AddLine({0, 50}, {800, 50}, kInk, 3);
  drawn.list.AddRectFilled({0, 100}, {800, 600}, kPaper);
  CHECK(drawn.take().size() == 1);
}

TEST_CASE("small, translucent, rounded, shaded and textured rectangles stay") {
  Recording drawn;
  drawn.list.AddRectFilled({0, 0}, {30, 30}, kPaper);
  drawn.list.AddRectFilled({100, 0}, {300, 100}, IM_COL32(1, 2, 3, 254));
  drawn.list.AddRectFilled({400, 0}, {600, 100}, kPaper, 8);
  drawn.list.AddRectFilledMultiColor({0, 200}, {200, 300}, kPaper, kInk, kPaper, kInk);
  drawn.list.AddImage(ImGui::GetIO().Fonts->TexRef, {300, 200}, {500, 300});
  CHECK(drawn.take().empty());
}

TEST_CASE("a draw callback counts as drawn all over its clip rectangle") {
  Recording drawn;
  drawn.list.PushClipRect({0, 0}, {200, 200});
  drawn.list.AddCallback([](const ImDrawList*, const ImDrawCmd*) {}, nullptr);
  drawn.list.PopClipRect();
  drawn.list.AddRectFilled({100, 100}, {300, 300}, kPaper);
  drawn.list.AddRectFilled({300, 300}, {500, 500}, kPaper);
  const std::vector<ui::OpaqueFill> fills = drawn.take();
  REQUIRE(fills.size() == 1);
  CHECK(fills[0].area.x0 == 300);
}

TEST_CASE("fills are clipped and come in pixels; an edge within a pixel leaves the rectangle where it is") {
  Recording drawn;
  drawn.data.FramebufferScale = {2, 2};
  drawn.list.PushClipRect({10, 0}, {800, 600}, true);
  drawn.list.AddRectFilled({0, 20}, {200, 100}, kPaper);
  drawn.list.PushClipRect({300.5f, 0}, {800, 600}, true);
  drawn.list.AddRectFilled({200, 200}, {400, 300}, kPaper);  // 601 pixels: still whole
  drawn.list.PushClipRect({310.3f, 0}, {800, 600}, true);
  drawn.list.AddRectFilled({200, 400}, {400, 500}, kPaper);
  const std::vector<ui::OpaqueFill> fills = drawn.take();
  REQUIRE(fills.size() == 2);
  CHECK(fills[0].area == ui::PixelArea{20, 40, 400, 200});
  CHECK(fills[1].area.x0 == 601);
}

TEST_CASE("most of what the window fills is taken out of a real frame") {
  ui_test::NullWindow window({});
  window.open_model();
  window.frames(3);
  ImDrawData& data = *ImGui::GetDrawData();
  double taken = 0;
  for (const ui::OpaqueFill& fill : ui::take_opaque_fills(data))
    taken += static_cast<double>(fill.area.x1 - fill.area.x0) * (fill.area.y1 - fill.area.y0);
  CHECK(taken > 1.5 * data.DisplaySize.x * data.DisplaySize.y);
}
