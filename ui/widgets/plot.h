#pragma once

#include <implot.h>

#include <optional>
#include <span>
#include <string>

#include "ui/look/theme.h"

namespace ui {

enum class Dash { kSolid, kDash, kDot, kDashDot };

/// Colour and dash that always belong together: 0 data and D, 1 generated and G, then as they come.
struct CurveStyle {
  ImU32 color = 0;
  Dash dash = Dash::kSolid;
};

CurveStyle curve_style(const Theme& theme, int curve);

struct PlotOptions {
  float height = 144;  // logical pixels without title row; width = rest of the line
  const char* x_label = nullptr;
  std::optional<double> x_min{}, x_max{}, y_min{}, y_max{};  // fixed; otherwise fitted
  bool y_from_zero = true;
  bool log_y = false;
};

struct PlotCurve {
  const char* name = "";  // through tr()
  std::span<const double> x, y;
  CurveStyle style;
  std::span<const double> low, high;  // band, may be empty
};

/// A vertical line with its letter at the top.
struct PlotMarker {
  double x = 0;
  const char* letter = "";
  ImU32 color = 0;
};

/// Title left, legend right of it outside the plot (a click hides a curve), axes in the theme's colours,
/// hover shows x and all values; wheel zooms x, double-click fits. `smooth` 0..1 draws the exponential mean
/// with the raw curve at 25 % behind.
void line_plot(const Theme& theme, const char* title, std::span<const PlotCurve> curves,
               const PlotOptions& options = {}, std::span<const PlotMarker> markers = {}, double smooth = 0);

/// Two overlaid histograms on 0..1 or a given range; marker = a vertical accent line.
struct Histogram {
  const char* name = "";
  std::span<const double> counts;
  ImU32 color = 0;
};

void histogram_plot(const Theme& theme, const char* id, std::span<const Histogram> histograms, double low,
                    double high, std::optional<double> marker, float height = 64);

/// A density curve filled left of `value`: where a norm stands under its prior. `density` is sampled evenly
/// on low..high.
void density_plot(const Theme& theme, const char* id, std::span<const double> density, double low,
                  double high, double value, float height = 72);

}  // namespace ui
