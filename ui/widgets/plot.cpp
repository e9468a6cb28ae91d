#include "ui/widgets/plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <vector>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/widgets/plot_curve.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr ImPlotFlags kPlain = ImPlotFlags_NoTitle | ImPlotFlags_NoLegend | ImPlotFlags_NoMenus |
                               ImPlotFlags_NoBoxSelect | ImPlotFlags_NoMouseText;

struct Range {
  double low = 0, high = 0;
  bool any = false;

  void take(double value) {
    if (!std::isfinite(value)) return;
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    any = true;
  }

  void widen(bool logarithmic) {
    if (!any) *this = {0, 1, true};
    if (high <= low) high = low + (logarithmic ? low : 1);
  }
};

/// Ends a plot however its drawing ends.
struct PlotEnd {
  ~PlotEnd() { ImPlot::EndPlot(); }
};

/// Switched off in the legend; asked for before ImPlot puts its own ids on the stack.
bool hidden(const char* name) {
  return ImGui::GetStateStorage()->GetBool(ImGui::GetID(name));
}

Range x_range(std::span<const PlotCurve> curves, const PlotOptions& options) {
  Range range;
  for (const PlotCurve& curve : curves)
    for (const double x : curve.x) range.take(x);
  if (options.x_min) range.low = *options.x_min;
  if (options.x_max) range.high = *options.x_max;
  range.any = range.any || (options.x_min && options.x_max);
  range.widen(false);
  return range;
}

Range y_range(std::span<const PlotCurve> curves, const PlotOptions& options) {
  Range range;
  for (const PlotCurve& curve : curves) {
    for (const double y : curve.y)
      if (!options.log_y || y > 0) range.take(y);
    for (const double y : curve.high) range.take(y);
    for (const double y : curve.low)
      if (!options.log_y || y > 0) range.take(y);
  }
  if (options.y_from_zero && !options.log_y) range.take(0);
  if (range.any && !options.log_y) {
    const double margin = (range.high - range.low) * 0.06;
    if (range.high > 0) range.high += margin;
    if (range.low < 0) range.low -= margin;
  }
  if (options.y_min) range.low = *options.y_min;
  if (options.y_max) range.high = *options.y_max;
  range.any = range.any || (options.y_min && options.y_max);
  range.widen(options.log_y);
  return range;
}

/// The names right of the title with a sample of their line; a click hides a curve.
void legend(const Theme& theme, std::span<const PlotCurve> curves) {
  const TextScope small(theme, TextSize::kSmall);
  const float sample = theme.px(20), space = theme.px(6), between = theme.px(12);
  float width = 0;
  for (const PlotCurve& curve : curves) width += sample + space + text_width(curve.name) + between;
  ImGui::SameLine(0, 0);
  const float free = ImGui::GetContentRegionAvail().x - width + between;
  if (free > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + free);
  for (const PlotCurve& curve : curves) {
    const float part = sample + space + text_width(curve.name);
    bool& off = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID(curve.name));
    const IdScope scope(curve.name);
    if (ImGui::InvisibleButton("##legend", {part, ImGui::GetFontSize()})) off = !off;
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    const float y = std::round((min.y + max.y) / 2);
    const ImVec2 line[] = {{min.x, y}, {min.x + sample, y}};
    if (!off) draw_dashed(ImGui::GetWindowDrawList(), line, curve.style, theme.scale);
    draw_text({min.x + sample + space, min.y}, off ? theme.text_disabled : theme.text, curve.name);
    if (&curve != &curves.back()) ImGui::SameLine(0, between);
  }
}

int tick_text(double value, char* buffer, int size, void*) {
  if (std::abs(value) >= 1000 && value == std::floor(value))
    return std::snprintf(buffer, static_cast<std::size_t>(size), "%s",
                         core::thousands(std::llround(value)).c_str());
  return std::snprintf(buffer, static_cast<std::size_t>(size), "%g", value);
}

void draw_markers(const Theme& theme, std::span<const PlotMarker> markers) {
  ImDrawList* list = ImPlot::GetPlotDrawList();
  const ImVec2 at = ImPlot::GetPlotPos(), size = ImPlot::GetPlotSize();
  for (const PlotMarker& marker : markers) {
    const float x = std::round(ImPlot::PlotToPixels(marker.x, 0.0).x);
    if (x < at.x || x > at.x + size.x) continue;
    list->AddRectFilled({x - theme.px(1), at.y}, {x + theme.px(1), at.y + size.y}, marker.color);
    const bool left = x + theme.px(16) > at.x + size.x;
    draw_text({left ? x - theme.px(4) - text_width(marker.letter) : x + theme.px(4), at.y + theme.px(2)},
              theme.text, marker.letter);
  }
}

void hover_values(std::span<const PlotCurve> curves) {
  if (!ImPlot::IsPlotHovered()) return;
  const double x = ImPlot::GetPlotMousePos().x;
  std::string lines;
  for (const PlotCurve& curve : curves) {
    if (curve.x.empty() || curve.y.size() < curve.x.size()) continue;
    const auto after = std::lower_bound(curve.x.begin(), curve.x.end(), x);
    auto i = static_cast<std::size_t>(after - curve.x.begin());
    if (i == curve.x.size() || (i > 0 && x - curve.x[i - 1] < curve.x[i] - x)) --i;
    char line[96];
    if (lines.empty()) lines = core::thousands(std::llround(curve.x[i]));
    std::snprintf(line, sizeof line, "\n%s %.4g", curve.name, curve.y[i]);
    lines += line;
  }
  if (!lines.empty()) ImGui::SetTooltip("%s", lines.c_str());
}

/// Limits follow the data until the wheel was used over the plot; a double click lets them follow again.
ImPlotCond follow(ImGuiID zoomed_id) {
  return ImGui::GetStateStorage()->GetBool(zoomed_id) ? ImPlotCond_Once : ImPlotCond_Always;
}

void remember_zoom(ImGuiID zoomed_id) {
  if (!ImPlot::IsPlotHovered()) return;
  if (ImGui::GetIO().MouseWheel != 0 || ImGui::IsMouseDragging(ImGuiMouseButton_Left))
    ImGui::GetStateStorage()->SetBool(zoomed_id, true);
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) ImGui::GetStateStorage()->SetBool(zoomed_id, false);
}

}  // namespace

CurveStyle curve_style(const Theme& theme, int curve) {
  constexpr Dash kDashes[] = {Dash::kSolid, Dash::kDash, Dash::kDot, Dash::kDashDot};
  const int count = static_cast<int>(theme.curves.size());
  const int place = (curve % count + count) % count;
  return {theme.curves[static_cast<std::size_t>(place)], kDashes[place % 4]};
}

void line_plot(const Theme& theme, const char* title, std::span<const PlotCurve> curves,
               const PlotOptions& options, std::span<const PlotMarker> markers, double smooth) {
  const IdScope scope(title);
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(title);
  }
  legend(theme, curves);
  std::vector<PlotCurve> shown;
  std::copy_if(curves.begin(), curves.end(), std::back_inserter(shown),
               [](const PlotCurve& curve) { return !hidden(curve.name); });
  const Range xs = x_range(curves, options), ys = y_range(shown, options);
  const ImGuiID zoomed = ImGui::GetID("##zoomed");
  const TextScope axis(theme, TextSize::kAxis);
  const StyleScope frameless(ImGuiStyleVar_FrameBorderSize, 0.0f);
  if (!ImPlot::BeginPlot("##plot", {-1, theme.px(options.height)}, kPlain)) return;
  const PlotEnd end{};
  const ImPlotAxisFlags plain =
      ImPlotAxisFlags_NoMenus | ImPlotAxisFlags_NoHighlight | ImPlotAxisFlags_NoSideSwitch;
  ImPlot::SetupAxes(options.x_label, nullptr, plain, plain | ImPlotAxisFlags_Lock);
  if (options.log_y) ImPlot::SetupAxisScale(ImAxis_Y1, ImPlotScale_Log10);
  ImPlot::SetupAxisFormat(ImAxis_X1, tick_text);
  ImPlot::SetupAxisFormat(ImAxis_Y1, tick_text);
  ImPlot::SetupAxisLimits(ImAxis_X1, xs.low, xs.high, follow(zoomed));
  ImPlot::SetupAxisLimits(ImAxis_Y1, ys.low, ys.high, ImPlotCond_Always);
  ImPlot::SetupFinish();
  ImPlot::PushPlotClipRect();
  for (const PlotCurve& curve : shown) draw_curve(curve, theme.scale, smooth);
  draw_markers(theme, markers);
  ImPlot::PopPlotClipRect();
  hover_values(shown);
  remember_zoom(zoomed);
}

}  // namespace ui
