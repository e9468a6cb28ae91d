#include "ui/widgets/plot_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ui {
namespace {

/// On, off, on, off in pixels at scale 1.
std::array<float, 4> pattern(Dash dash) {
  switch (dash) {
    case Dash::kDash:
      return {6, 3, 6, 3};
    case Dash::kDot:
      return {2, 3, 2, 3};
    case Dash::kDashDot:
      return {6, 3, 2, 3};
    case Dash::kSolid:
      break;
  }
  return {};
}

std::vector<ImVec2> screen_points(std::span<const double> xs, std::span<const double> ys) {
  const std::size_t count = std::min(xs.size(), ys.size());
  const auto most = static_cast<std::size_t>(std::max(ImPlot::GetPlotSize().x * 2, 2.0f));
  const std::size_t step = std::max<std::size_t>(1, (count + most - 1) / most);
  std::vector<ImVec2> points;
  points.reserve(count / step + 2);
  for (std::size_t i = 0; i < count; i += step)
    if (std::isfinite(ys[i])) points.push_back(ImPlot::PlotToPixels(xs[i], ys[i]));
  if (count > 0 && (count - 1) % step != 0 && std::isfinite(ys[count - 1]))
    points.push_back(ImPlot::PlotToPixels(xs[count - 1], ys[count - 1]));
  return points;
}

std::vector<double> smoothed(std::span<const double> values, double weight) {
  std::vector<double> result(values.begin(), values.end());
  for (std::size_t i = 1; i < result.size(); ++i)
    if (std::isfinite(result[i])) result[i] = weight * result[i - 1] + (1 - weight) * result[i];
  return result;
}

void draw_band(const PlotCurve& curve) {
  const std::size_t count = std::min({curve.x.size(), curve.low.size(), curve.high.size()});
  ImDrawList* list = ImPlot::GetPlotDrawList();
  const ImU32 color = with_alpha(curve.style.color, 0.25f);
  for (std::size_t i = 1; i < count; ++i)
    list->AddQuadFilled(ImPlot::PlotToPixels(curve.x[i - 1], curve.low[i - 1]),
                        ImPlot::PlotToPixels(curve.x[i - 1], curve.high[i - 1]),
                        ImPlot::PlotToPixels(curve.x[i], curve.high[i]),
                        ImPlot::PlotToPixels(curve.x[i], curve.low[i]), color);
}

}  // namespace

void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, const CurveStyle& style, float scale) {
  const float width = 1.5f * scale;
  if (points.size() < 2) return;
  if (style.dash == Dash::kSolid) {
    list->AddPolyline(points.data(), static_cast<int>(points.size()), style.color, width);
    return;
  }
  const std::array<float, 4> lengths = pattern(style.dash);
  std::size_t part = 0;
  float left = lengths[0] * scale;
  for (std::size_t i = 1; i < points.size(); ++i) {
    ImVec2 from = points[i - 1];
    const ImVec2 to = points[i];
    float rest = std::hypot(to.x - from.x, to.y - from.y);
    while (rest > 0) {
      const float step = std::min(left, rest), share = step / rest;
      const ImVec2 end{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
      if (part % 2 == 0) list->AddLine(from, end, style.color, width);
      from = end;
      rest -= step;
      left -= step;
      if (left <= 0) left = lengths[++part % 4] * scale;
    }
  }
}

void draw_curve(const PlotCurve& curve, float scale, double smooth) {
  ImDrawList* list = ImPlot::GetPlotDrawList();
  if (!curve.low.empty() && !curve.high.empty()) draw_band(curve);
  if (smooth <= 0) {
    draw_dashed(list, screen_points(curve.x, curve.y), curve.style, scale);
    return;
  }
  const CurveStyle raw{with_alpha(curve.style.color, 0.25f), Dash::kSolid};
  draw_dashed(list, screen_points(curve.x, curve.y), raw, scale);
  draw_dashed(list, screen_points(curve.x, smoothed(curve.y, std::min(smooth, 0.999))), curve.style, scale);
}

}  // namespace ui
