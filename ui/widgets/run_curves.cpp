#include "ui/widgets/run_curves.h"

#include <limits>

#include "ui/look/tr.h"

namespace ui {

RunCurves curves_of(std::span<const core::StepStats> history, int batch) {
  RunCurves curves;
  for (const core::StepStats& stats : history) {
    curves.step.push_back(static_cast<double>(stats.step));
    curves.loss_d.push_back(stats.loss_d);
    curves.loss_g.push_back(stats.loss_g);
    curves.d_real.push_back(stats.d_real);
    curves.d_fake_before.push_back(stats.d_fake_before);
    curves.d_fake_after.push_back(stats.d_fake_after);
    curves.images_per_second.push_back(stats.seconds > 0 ? batch / stats.seconds
                                                         : std::numeric_limits<double>::quiet_NaN());
  }
  return curves;
}

const RunCurves& CachedCurves::of(const History& history, int batch) {
  if (history != history_) {
    history_ = history;
    curves_ = history ? curves_of(*history, batch) : RunCurves{};
  }
  return curves_;
}

void losses_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options) {
  const PlotCurve shown[] = {{tr("loss G"), curves.step, curves.loss_g, curve_style(theme, 1), {}, {}},
                             {tr("loss D"), curves.step, curves.loss_d, curve_style(theme, 0), {}, {}}};
  line_plot(theme, tr("Losses"), shown, {.height = options.height}, options.markers, options.smooth);
}

void scores_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options) {
  // G's two curves differ in dash and colour: before D's update, and in G's own.
  const PlotCurve shown[] = {
      {tr("D(x)"), curves.step, curves.d_real, curve_style(theme, 0), {}, {}},
      {tr("D(G(z)) before"), curves.step, curves.d_fake_before, curve_style(theme, 1), {}, {}},
      {tr("after"), curves.step, curves.d_fake_after, curve_style(theme, 3), {}, {}}};
  line_plot(theme, tr("D(x), D(G(z))"), shown, {.height = options.height, .y_min = 0, .y_max = 1},
            options.markers, options.smooth);
}

void speed_plot(const Theme& theme, const RunCurves& curves, const RunPlotOptions& options) {
  const PlotCurve shown[] = {
      {tr("img/s"), curves.step, curves.images_per_second, {theme.curves[4], Dash::kSolid}, {}, {}}};
  line_plot(theme, tr("Speed"), shown, {.height = options.height, .x_label = tr("step")}, options.markers,
            options.smooth);
}

}  // namespace ui
