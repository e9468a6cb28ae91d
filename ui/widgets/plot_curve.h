#pragma once

#include <imgui.h>

#include <span>

#include "ui/widgets/plot.h"

namespace ui {

/// A line through screen points in a curve's colour and dash; 1.5 px wide at scale 1.
void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, const CurveStyle& style, float scale);

/// One curve inside an open ImPlot plot, thinned to two points a pixel; its band below it; smoothed with the
/// raw curve at 25 % behind when `smooth` (0..1, weight of the past) is above 0.
void draw_curve(const PlotCurve& curve, float scale, double smooth);

}  // namespace ui
