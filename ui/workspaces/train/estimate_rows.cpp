#include "ui/workspaces/train/estimate_rows.h"

#include <icons_font_awesome_6.h>

#include <optional>
#include <string>

#include "ui/frame/training_control.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/workspaces/train/run_facts.h"

namespace ui::train {
namespace {

constexpr double kSecondsBetweenAsking = 1;
// Seconds from which smaller nets are offered (docs/promises.md: Before a training).
constexpr double kLongEpoch = 3600;

void measured(const Theme& theme, const core::TrainOptions& options, const core::StepTime& time) {
  property_row(theme, tr("Step"), step_text(options, time), tr("Measured on this machine just now"));
  property_row(theme, tr("Epoch"), epoch_text(options, time), tr("One pass over the data"));
  property_row(theme, tr("First picture"), first_picture_text(options, time),
               tr("When pictures are first recognisable, as a guide: after as many images as the bundled "
                  "portraits took"));
}

/// An epoch of more than an hour, and nets whose epoch takes less.
void offer_smaller(Frame& frame, const core::StepTime& time) {
  core::TrainOptions& options = frame.document.train.options;
  status_line(frame.theme, ICON_FA_TRIANGLE_EXCLAMATION, frame.theme.warning,
              tr("An epoch takes over an hour."));
  const std::optional<core::TrainOptions> smaller = core::smaller_nets(options, time.any_size);
  if (!smaller) return;
  const std::string label = smaller->size != options.size ? tr_format("Use size {}", smaller->size)
                            : smaller->ngf == smaller->ndf
                                ? tr_format("Use width {}", smaller->ngf)
                                : tr_format("Use widths {} and {}", smaller->ngf, smaller->ndf);
  if (button(frame.theme, label.c_str(), {.tooltip = tr("Smaller nets; the time is then measured again")})) {
    options = *smaller;
    frame.out.remember(tr("Smaller nets"));
  }
  ImGui::SameLine(0, frame.theme.px(metric::kGap));
}

}  // namespace

void EstimateRows::ask(Frame& frame, const core::TrainOptions& part) {
  if (part == asked_ && frame.time < ask_again_) return;
  asked_ = part;
  ask_again_ = frame.time + kSecondsBetweenAsking;
  frame.out.send(core::MeasureStep{part});
}

bool EstimateRows::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::TrainOptions& options = frame.document.train.options;
  const core::StepEstimate* estimate = frame.snapshot.train->estimate.get();
  if (options.data.empty() || !refusal(options).empty()) {
    if (estimate && estimate->measuring()) frame.out.send(core::MeasureStep{});
    return false;
  }
  const core::TrainOptions part = core::step_part(options);
  if (!estimate || estimate->options != part) {
    ask(frame, part);
    estimate = nullptr;
  }
  if (!estimate || estimate->measuring()) {
    progress_bar(theme, estimate ? estimate->share : 0, tr("measuring the time of a step…"));
    return true;
  }
  if (estimate->time) {
    measured(theme, options, *estimate->time);
    if (core::epoch_seconds(options, *estimate->time) > kLongEpoch)
      offer_smaller(frame, *estimate->time);
    else  // in its place: the panel is as high as both
      property_row(theme, tr("Disk"), bytes_text(core::disk_bytes(options, *estimate->time)),
                   tr("For the checkpoints"));
  } else {
    status_line(theme, ICON_FA_CIRCLE_EXCLAMATION, theme.error, verbatim(estimate->failure).c_str());
  }
  if (button(theme, tr("Measure again"))) frame.out.send(core::MeasureStep{part});
  return true;
}

}  // namespace ui::train
