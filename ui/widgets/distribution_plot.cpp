#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/widgets/plot.h"
#include "ui/widgets/text.h"

// The two small plots of distributions need no zoom and no axes of ImPlot: rectangles on plot ground.
namespace ui {
namespace {

constexpr float kAxisRow = 16;

struct Ground {
  ImVec2 min, max;
  double low, high;

  float x(double value) const {
    const double share = (value - low) / std::max(high - low, 1e-12);
    return min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * (max.x - min.x);
  }
};

Ground draw_ground(const Theme& theme, const char* id, double low, double high, float height) {
  const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  ImGui::InvisibleButton(id, {width, theme.px(height)});
  Ground ground{ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), low, high};
  ground.max.y -= theme.px(kAxisRow);
  ImGui::GetWindowDrawList()->AddRectFilled(ground.min, ground.max, theme.plot);
  return ground;
}

/// About five round numbers under the ground.
void draw_axis(const Theme& theme, const Ground& ground) {
  const TextScope small(theme, TextSize::kAxis);
  const double range = std::max(ground.high - ground.low, 1e-12);
  double step = std::pow(10.0, std::floor(std::log10(range / 3)));
  if (range / step > 12) step *= 5;
  if (range / step > 6) step *= 2;
  for (double at = std::ceil(ground.low / step) * step; at <= ground.high + step * 1e-6; at += step) {
    char text[24];
    std::snprintf(text, sizeof text, "%g", std::round(at / step) * step);
    const float width = text_width(text);
    const float x = std::clamp(ground.x(at) - width / 2, ground.min.x, ground.max.x - width);
    draw_text({std::round(x), ground.max.y + theme.px(2)}, theme.text_dim, text);
  }
}

void draw_marker(const Theme& theme, const Ground& ground, double value) {
  const float x = std::round(ground.x(value));
  ImGui::GetWindowDrawList()->AddRectFilled({x - theme.px(1), ground.min.y}, {x + theme.px(1), ground.max.y},
                                            theme.accent);
}

}  // namespace

void histogram_plot(const Theme& theme, const char* id, std::span<const Histogram> histograms, double low,
                    double high, std::optional<double> marker, float height) {
  const Ground ground = draw_ground(theme, id, low, high, height);
  double most = 1e-12;
  for (const Histogram& one : histograms)
    for (const double count : one.counts) most = std::max(most, count);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const Histogram& one : histograms) {
    const float step =
        (ground.max.x - ground.min.x) / static_cast<float>(std::max<std::size_t>(one.counts.size(), 1));
    for (std::size_t i = 0; i < one.counts.size(); ++i) {
      const float x = ground.min.x + static_cast<float>(i) * step;
      const float top = ground.max.y - static_cast<float>(one.counts[i] / most) *
                                           (ground.max.y - ground.min.y - theme.px(2));
      list->AddRectFilled({x, top}, {x + std::max(step - 1, 1.0f), ground.max.y},
                          with_alpha(one.color, 0.8f));
    }
  }
  if (marker) draw_marker(theme, ground, *marker);
  draw_axis(theme, ground);
}

void density_plot(const Theme& theme, const char* id, std::span<const double> density, double low,
                  double high, double value, float height) {
  const Ground ground = draw_ground(theme, id, low, high, height);
  if (density.size() < 2) return;
  const double most = std::max(*std::max_element(density.begin(), density.end()), 1e-12);
  const auto point = [&](std::size_t i) {
    const double x = low + (high - low) * static_cast<double>(i) / static_cast<double>(density.size() - 1);
    const float room = ground.max.y - ground.min.y - theme.px(4);
    return ImVec2{ground.x(x), ground.max.y - static_cast<float>(density[i] / most) * room};
  };
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float stop = ground.x(value);
  // Whole columns: neighbouring polygons would show their smoothed edges as stripes.
  for (float x = ground.min.x; x < stop; x += 1) {
    const float place =
        (x - ground.min.x) / (ground.max.x - ground.min.x) * static_cast<float>(density.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), density.size() - 2);
    const float share = place - static_cast<float>(below);
    const float top = point(below).y + (point(below + 1).y - point(below).y) * share;
    list->AddRectFilled({x, top}, {x + 1, ground.max.y}, theme.accent_fill);
  }
  for (std::size_t i = 1; i < density.size(); ++i)
    list->AddLine(point(i - 1), point(i), theme.text_dim, theme.px(1));
  draw_marker(theme, ground, value);
  draw_axis(theme, ground);
}

}  // namespace ui
