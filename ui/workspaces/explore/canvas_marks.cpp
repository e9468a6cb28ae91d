#include "ui/workspaces/explore/canvas_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/text.h"

namespace ui::explore {
namespace {

constexpr float kLeastInvited =
    112;  // side of a picture, logical pixels, below which nothing is drawn over it
constexpr ImU32 kWhite = IM_COL32_WHITE, kEdge = IM_COL32(20, 20, 20, 220);

std::string signed_text(double value) {
  const std::string text = core::signed_number(value, 2);
  return value >= 0 ? "+" + text : text;
}

void edged_line(ImDrawList* list, ImVec2 a, ImVec2 b, float scale) {
  list->AddLine(a, b, kEdge, 4 * scale);
  list->AddLine(a, b, kWhite, 2 * scale);
}

void edged_ring(ImDrawList* list, ImVec2 at, float radius, ImU32 color, float scale) {
  list->AddCircle(at, radius, kEdge, 0, 5 * scale);
  list->AddCircle(at, radius, color, 0, 3 * scale);
}

/// A label over the picture, `at` its upper left corner, moved to stay inside.
void plate(const Theme& theme, ImVec2 at, ImVec2 padding, const std::string& text, ImVec2 min, ImVec2 max) {
  const ImVec2 size{text_width(text) + 2 * padding.x, ImGui::GetFontSize() + 2 * padding.y};
  at.x = std::clamp(at.x, min.x, std::max(max.x - size.x, min.x));
  at.y = std::clamp(at.y, min.y, std::max(max.y - size.y, min.y));
  at = {std::round(at.x), std::round(at.y)};
  const ImVec2 end{at.x + size.x, at.y + size.y};
  ImGui::GetWindowDrawList()->AddRectFilled(at, end, theme.plate);
  draw_text_in(at, end, {0.5f, 0.5f}, theme.text_on_plate, text);
}

void arrow(ImDrawList* list, ImVec2 from, ImVec2 direction, float length, float scale) {
  const ImVec2 tip{from.x + direction.x * length, from.y + direction.y * length};
  const float head = 9 * scale;
  const auto barb = [&](float side) {
    return ImVec2{tip.x - direction.x * head - direction.y * head * side,
                  tip.y - direction.y * head + direction.x * head * side};
  };
  const std::array<ImVec2, 3> point{barb(0.7f), tip, barb(-0.7f)};
  list->AddLine(from, tip, kEdge, 5 * scale);
  list->AddPolyline(point.data(), 3, kEdge, 5 * scale);
  list->AddLine(from, tip, kWhite, 2 * scale);
  list->AddPolyline(point.data(), 3, kWhite, 2 * scale);
}

}  // namespace

void draw_drag_mark(const Theme& theme, const CanvasResult& canvas, const DragMark& mark, ImVec2 min,
                    ImVec2 max) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(min, max, true);
  const ImVec2 from = canvas.to_screen(mark.from.x, mark.from.y);
  const ImVec2 to = canvas.to_screen(mark.to.x, mark.to.y);
  edged_line(list, from, to, theme.scale);
  edged_ring(list, from, theme.px(5), kWhite, theme.scale);
  list->AddCircleFilled(from, theme.px(2), kWhite);
  edged_ring(list, to, theme.px(9), theme.accent, theme.scale);
  edged_ring(list, to, theme.px(4), kWhite, theme.scale);
  list->PopClipRect();
  const std::string text = tr_format("Δu {}   Δv {}", signed_text(mark.moved.u), signed_text(mark.moved.v));
  const float aside = theme.px(18);
  const bool room = to.x + aside + text_width(text) + theme.px(24) < max.x;
  const float x = room ? to.x + aside : to.x - aside - text_width(text) - theme.px(20);
  plate(theme, {x, to.y - theme.px(14)}, {theme.px(10), theme.px(6)}, text, min, max);
}

void draw_invitation(const Theme& theme, const CanvasResult& canvas) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 middle{(canvas.min.x + canvas.max.x) / 2, (canvas.min.y + canvas.max.y) / 2};
  const float side = std::min(canvas.max.x - canvas.min.x, canvas.max.y - canvas.min.y);
  if (side < theme.px(kLeastInvited)) return;
  const float start = std::min(theme.px(34), side * 0.1f), length = std::min(theme.px(68), side * 0.18f);
  constexpr std::array<ImVec2, 4> kDirections{ImVec2{1, 0}, ImVec2{-1, 0}, ImVec2{0, 1}, ImVec2{0, -1}};
  for (const ImVec2 direction : kDirections)
    arrow(list, {middle.x + direction.x * start, middle.y + direction.y * start}, direction, length,
          theme.scale);
  list->AddCircle(middle, theme.px(15), kEdge, 0, 9 * theme.scale);
  list->AddCircle(middle, theme.px(15), theme.accent, 0, 5 * theme.scale);
  const TextScope lead(theme, TextSize::kText, Weight::kMedium);
  const char* word = tr("drag");
  const ImVec2 padding{theme.px(32), theme.px(8)};
  const ImVec2 at{middle.x - text_width(word) / 2 - padding.x, middle.y + start + length + theme.px(18)};
  plate(theme, at, padding, word, canvas.min, canvas.max);
}

}  // namespace ui::explore
