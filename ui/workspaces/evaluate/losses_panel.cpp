#include "ui/workspaces/evaluate/losses_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "ui/frame/training_control.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/value_slider.h"

namespace ui::evaluate {
namespace {

constexpr float kTitle = 26, kLowest = 96;

using History = std::shared_ptr<const std::vector<core::StepStats>>;

bool has_curves(const History& history) {
  return history && history->size() >= 2;
}

/// The run in training, and where none is, the one that made the shown model. A run that ended keeps its
/// place until a model that brings its own is shown.
bool shows_training(const core::Snapshot& snapshot) {
  const core::TrainSnapshot& train = *snapshot.train;
  return has_curves(train.history) && (run_goes_on(train.phase) || !has_curves(snapshot.made_by));
}

}  // namespace

const char* LossesPanel::title() const {
  return tr("Losses");
}

std::string LossesPanel::remark(const Frame& frame) const {
  if (shows_training(frame.snapshot)) return verbatim(frame.snapshot.train->options.run.filename().string());
  return has_curves(frame.snapshot.made_by) ? tr("the run that made this model") : "";
}

void LossesPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainSnapshot& train = *frame.snapshot.train;
  const History& history = shows_training(frame.snapshot) ? train.history : frame.snapshot.made_by;
  if (!has_curves(history)) {
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
  const RunCurves& curves = curves_.of(history, train.options.batch);
  losses_plot(theme, curves, options);
  gap(theme);
  scores_plot(theme, curves, options);
}

}  // namespace ui::evaluate
