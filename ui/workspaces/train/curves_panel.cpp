#include "ui/workspaces/train/curves_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <vector>

#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/value_slider.h"

namespace ui::train {
namespace {

constexpr float kTitle = 26;        // title row of a chart with the gap below it
constexpr float kLowestChart = 96;  // below that the panel scrolls

}  // namespace

const char* TrainCurvesPanel::title() const {
  return tr("Curves");
}

void TrainCurvesPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  if (!train.history || train.history->size() < 2) {
    empty_state(theme, ICON_FA_CHART_LINE, tr("Losses, D(x) and D(G(z)), images a second."),
                tr("They are drawn here from the second step of a run on."));
    return;
  }
  {
    ToolRow row(theme);
    row.text(tr("Smooth"));
    row.next(true);
    value_slider(
        theme, "##smooth", smooth_,
        {.max = 0.99, .initial = 0.6, .tooltip = tr("Weight of the past; the raw curve stays behind")}, 180);
  }
  std::vector<PlotMarker> markers;
  if (state_.has_pin())
    markers = {{static_cast<double>(state_.pinned_step), verbatim("B"), theme.text},
               {static_cast<double>(train.grid_step), verbatim("A"), theme.accent}};
  const float free = ImGui::GetContentRegionAvail().y / theme.scale;
  RunPlotOptions options{std::max((free - 3 * kTitle - 2 * metric::kGroupGap) / 3, kLowestChart), smooth_,
                         markers};
  const RunCurves& curves = curves_.of(train.history, train.options.batch);
  losses_plot(theme, curves, options);
  gap(theme);
  scores_plot(theme, curves, options);
  gap(theme);
  speed_plot(theme, curves, options);
}

}  // namespace ui::train
