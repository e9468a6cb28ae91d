#include "ui/workspaces/explore/time_axis.h"

#include <algorithm>
#include <cmath>

namespace ui::explore {
namespace {

constexpr double kMostZoom = 64, kZoomStep = 1.25, kScrollShare = 0.15;

}  // namespace

TimeAxis make_axis(float left, float width, double duration, TimeZoom& zoom) {
  zoom.factor = std::clamp(zoom.factor, 1.0, kMostZoom);
  const double whole = std::max(duration, 1e-3), span = whole / zoom.factor;
  zoom.start = std::clamp(zoom.start, 0.0, whole - span);
  return {left, std::max(width, 1.0f), zoom.start, span};
}

void zoom_at(TimeZoom& zoom, const TimeAxis& axis, double duration, float x, float turns) {
  const double under = axis.seconds(x), share = (under - axis.start) / axis.span;
  zoom.factor = std::clamp(zoom.factor * std::pow(kZoomStep, turns), 1.0, kMostZoom);
  zoom.start = under - share * std::max(duration, 1e-3) / zoom.factor;
}

void scroll(TimeZoom& zoom, const TimeAxis& axis, float turns) {
  zoom.start -= turns * kScrollShare * axis.span;
}

double ruler_step(const TimeAxis& axis, float pixels) {
  const double least = axis.span * pixels / axis.width;
  const double power = std::pow(10.0, std::floor(std::log10(std::max(least, 1e-6))));
  for (const double factor : {1.0, 2.0, 5.0})
    if (power * factor >= least * (1 - 1e-9)) return power * factor;
  return power * 10;
}

int slot_at(double seconds, double seconds_per_segment, int pins) {
  if (pins <= 0 || seconds_per_segment <= 0) return 0;
  return std::clamp(static_cast<int>(std::lround(seconds / seconds_per_segment)), 0, pins - 1);
}

}  // namespace ui::explore
