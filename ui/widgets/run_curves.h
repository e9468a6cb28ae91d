#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/run/trainer.h"
#include "ui/look/theme.h"
#include "ui/widgets/plot.h"

namespace ui {

/// The history of a run, one array a quantity, all over `step`.
struct RunCurves {
  std::vector<double> step, loss_d, loss_g, d_real, d_fake_before, d_fake_after, images_per_second;
};

RunCurves curves_of(std::span<const core::StepStats> history, int batch);

/// The curves of the newest history, made anew only when it changed. Kept by a panel between frames.
class CachedCurves {
 public:
  using History = std::shared_ptr<const std::vector<core::StepStats>>;
  const RunCurves& of(const History& history, int batch);

 private:
  History history_;
  RunCurves curves_;
};

struct RunPlotOptions {
  float height = 144;  // logical pixels without the title row
  double smooth = 0;   // 0..1
  std::span<const PlotMarker> markers;
};

void losses_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options);
void scores_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options);
void speed_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options);

}  // namespace ui
