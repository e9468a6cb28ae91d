#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/gl/image_paint.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/plot_curve.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/time_line.h"

namespace ui::explore {
namespace {

constexpr float kStrip = 64, kFlag = 18, kRulerMarks = 64;
constexpr float kRing = 5;
constexpr double kShownRatio = 9;  // the curve's height in means, unless a jump is larger

}  // namespace

void TimeLine::draw_ruler(const Frame& frame, const Place& place) const {
  const Theme& theme = frame.theme;
  const TextScope small(theme, TextSize::kSmall);
  const double step = ruler_step(place.axis, theme.px(kRulerMarks));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double end = std::min(place.axis.start + place.axis.span, place.duration);
  const float free = theme.px(2), half = theme.px(kFlag) / 2 + free;
  const auto has_room = [&](float from, float to) {
    return to <= place.axis.left + place.axis.width + half - free &&
           std::none_of(place.flags.begin(), place.flags.end(), [&](const Flag& flag) {
             return flag.numbered && from < flag.x + half && to > flag.x - half;
           });
  };
  for (double at = std::ceil(place.axis.start / step) * step; at <= end + step * 1e-6; at += step) {
    const float x = std::round(place.axis.x(at));
    list->AddRectFilled({x, place.strip - theme.px(6)}, {x + theme.px(1), place.strip}, theme.text_dim);
    if (at <= step * 1e-6) continue;
    const std::string label = tr_format("{:g}\u2009s", at);
    const float left = x + theme.px(4);
    if (has_room(left, left + text_width(label)))
      draw_text({left, place.ruler + theme.px(1)}, theme.text_dim, label);
  }
}

void TimeLine::draw_strip(Frame& frame, const Place& place) const {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float side = theme.px(kStrip), right = place.axis.left + place.axis.width;
  list->AddRectFilled({place.axis.left, place.strip}, {right, place.strip + side}, theme.frame);
  list->PushClipRect({place.axis.left, place.strip}, {right, place.strip + side}, true);
  {
    ImagePaint paint(frame.textures, list);
    for (float x = place.axis.left; x < right; x += side) {
      const int tile = strip_tile_at(place.path, place.axis.seconds(std::min(x + side / 2, right)));
      paint.image(frame.textures.tile(core::Surface::kPathStrip, tile), {x, place.strip},
                  {x + side, place.strip + side});
    }
  }
  list->PopClipRect();
}

void TimeLine::draw_flags(Frame& frame, const ExploreState& state, const Place& place) const {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = theme.px(kFlag) / 2, line = theme.px(1);
  const TextScope small(theme, TextSize::kAxis, Weight::kMedium);
  const auto flag = [&](float x, int pin, float alpha, bool numbered) {
    x = std::round(x);
    const ImVec2 min{x - half, place.ruler + theme.px(1)}, max{x + half, place.strip - theme.px(1)};
    list->AddRectFilled({x - line, place.strip}, {x + line, place.strip + theme.px(kStrip)},
                        with_alpha(theme.accent, alpha));
    if (!numbered) return;
    list->AddRectFilled(min, max, with_alpha(theme.accent, alpha), 2 * theme.scale);
    if (pin == state.selected_pin) list->AddRect(min, max, theme.text, 2 * theme.scale, theme.px(2));
    draw_text_in(min, max, {0.5f, 0.5f}, theme.text_on_accent, std::to_string(pin + 1));
  };
  const int count = static_cast<int>(place.path.pins.size());
  for (const Flag& one : place.flags)
    if (one.again || !(held_ == Held::kFlag && flag_moved_ && one.pin == flag_) || ImGui::GetIO().KeyCtrl)
      flag(one.x, one.pin, one.again ? 0.6f : 1, one.numbered);
  if (held_ != Held::kFlag || !flag_moved_) return;
  const float mouse = ImGui::GetIO().MousePos.x;
  const int slot = slot_at(place.axis.seconds(mouse), place.path.seconds_per_segment, count);
  const float x = std::round(place.axis.x(slot * place.path.seconds_per_segment));
  list->AddRectFilled({x - theme.px(2), place.strip}, {x + theme.px(2), place.strip + theme.px(kStrip)},
                      theme.text);
  flag(mouse, flag_, 0.8f, true);
}

void TimeLine::draw_head(const Frame& frame, const Place& place) const {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = std::round(place.axis.x(frame.view.play.seconds)), half = theme.px(6);
  const float top = place.ruler + theme.px(1), neck = top + theme.px(10), tip = top + theme.px(16);
  list->AddRectFilled({x - theme.px(1), tip - theme.px(2)}, {x + theme.px(1), place.bottom}, theme.text);
  const std::array<ImVec2, 5> head{ImVec2{x - half, top}, ImVec2{x + half, top}, ImVec2{x + half, neck},
                                   ImVec2{x, tip}, ImVec2{x - half, neck}};
  list->AddConvexPolyFilled(head.data(), static_cast<int>(head.size()), theme.text);
}

void draw_jumps(const Frame& frame, const JumpCurve& jumps, const core::Path& path, const TimeAxis& axis,
                float top, float bottom, int& peak_clicked) {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  double most = kShownRatio;
  if (!jumps.peaks().empty()) most = std::max(most, jumps.ratio(jumps.peaks().front()));
  const auto y = [&](double ratio) {
    return bottom - theme.px(1) - static_cast<float>(ratio / most) * (bottom - top - theme.px(kRing));
  };
  const auto point = [&](int jump) {
    const double middle = (strip_seconds(path, jump) + strip_seconds(path, jump + 1)) / 2;
    return ImVec2{axis.x(middle), y(jumps.ratio(jump))};
  };
  if (jumps.mean() > 0) {
    const std::array<ImVec2, 2> mean{ImVec2{axis.left, y(1)}, ImVec2{axis.left + axis.width, y(1)}};
    draw_dashed(list, mean, {theme.text_dim, Dash::kDot}, theme.scale);
  }
  std::vector<ImVec2> line;
  const auto flush = [&] {
    if (line.size() > 1) draw_dashed(list, line, curve_style(theme, 0), theme.scale);
    line.clear();
  };
  for (int i = 0; i < static_cast<int>(jumps.jumps().size()); ++i) {
    if (std::isfinite(jumps.ratio(i)))
      line.push_back(point(i));
    else
      flush();
  }
  flush();
  for (const int peak : jumps.peaks()) {
    const ImVec2 at = point(peak), mouse = ImGui::GetIO().MousePos;
    list->AddCircle(at, theme.px(kRing), theme.warning, 0, 2 * theme.scale);
    const bool over =
        ImGui::IsWindowHovered() && std::hypot(at.x - mouse.x, at.y - mouse.y) < theme.px(2 * kRing);
    if (!over) continue;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) peak_clicked = peak;
  }
}

}  // namespace ui::explore
