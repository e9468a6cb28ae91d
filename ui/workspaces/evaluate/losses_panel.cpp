#include "ui/workspaces/evaluate/losses_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/value_slider.h"

namespace ui {
namespace {

constexpr float kTitle = 26, kLowest = 96;

}  // namespace

const char* LossesPanel::title() const {
  return tr("Losses");
}

std::string LossesPanel::remark(const Frame& frame) const {
  return verbatim(frame.snapshot.train->options.run.filename().string());
}

void LossesPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  if (!train.history || train.history->size() < 2) {
    if (empty_state(theme, ICON_FA_CHART_LINE, tr("Losses, D(x) and D(G(z)) of the run."),
                    tr("Start or resume a run in Train; its curves stand here too."), tr("Go to Train")))
      frame.out.go_to = core::Workspace::kTrain;
    return;
  }
  {
    ToolRow row(theme);
    row.text(tr("Smooth"));
    row.next(true);
    value_slider(theme, "##smooth", smooth_, {.max = 0.99, .initial = 0.6}, 180);
  }
  const float free = ImGui::GetContentRegionAvail().y / theme.scale;
  const RunPlotOptions options{std::max((free - 2 * kTitle - metric::kGroupGap) / 2, kLowest), smooth_, {}};
  const RunCurves& curves = curves_.of(train.history, train.options.batch);
  losses_plot(theme, curves, options);
  gap(theme);
  scores_plot(theme, curves, options);
}

}  // namespace ui
