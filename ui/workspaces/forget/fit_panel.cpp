#include "ui/workspaces/forget/fit_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/property_row.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {
namespace {

constexpr double kStrengths[] = {0.01, 0.1, 1, 10, 100};
constexpr const char* kStrengthTexts[] = {"0.01", "0.1", "1", "10", "100"};

std::vector<std::string> layer_names(const core::ModelInfo& model) {
  std::vector<std::string> names;
  int block = 0;
  for (const core::BlockShape& shape : model.generator_blocks)
    names.push_back(
        fmt::format("{} {} · {} × {} × {}", tr("block"), ++block, shape.channels, shape.height, shape.width));
  return names;
}

void layer(Frame& frame) {
  core::ForgetDocument& document = frame.document.forget;
  const std::vector<std::string> names = layer_names(*frame.model());
  std::vector<const char*> labels;
  for (const std::string& name : names) labels.push_back(name.c_str());
  int chosen = document.block - 1;
  property_label(frame.theme, tr("Layer"));
  if (combo(frame.theme, "##layer", labels, chosen, 0,
            tr("Maps of this block of G, after its activation; block 2 is the paper's (section 6.3.1)"))) {
    document.block = chosen + 1;
    frame.out.remember(fmt::format("{} {}", tr("Layer: block"), document.block));
  }
}

void strength(Frame& frame) {
  core::ForgetDocument& document = frame.document.forget;
  int chosen = -1;
  for (int i = 0; i < static_cast<int>(std::size(kStrengths)); ++i)
    if (std::abs(kStrengths[i] - document.c) < 1e-9) chosen = i;
  property_label(frame.theme, tr("Penalty"));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(verbatim("L2   C ="));
  ImGui::SameLine();
  if (combo(frame.theme, "##strength", kStrengthTexts, chosen, 72,
            tr("Inverse strength of the L2 penalty on the weights"))) {
    document.c = kStrengths[chosen];
    frame.out.remember(verbatim(fmt::format("C = {}", kStrengthTexts[chosen])));
  }
}

}  // namespace

const char* FitPanel::title() const {
  return tr("Fit");
}

void FitPanel::settings(Frame& frame) const {
  layer(frame);
  strength(frame);
  core::ForgetDocument& document = frame.document.forget;
  property_label(frame.theme, tr("Control"));
  if (seed_field(frame.theme, "##control", document.control_seed, 72))
    frame.out.remember(tr("Other random maps"));
  tooltip(tr("Seed of the other maps, as many and matched in mean activation"));
}

void FitPanel::fit(Frame& frame) const {
  const Theme& theme = frame.theme;
  const char* reason = why_no_fit(frame);
  if (button(theme, tr("Fit"),
             {.icon = ICON_FA_BOLT,
              .tooltip = tr("Logistic regression of inside a box on the maps' activations"),
              .keys = "F",
              .primary = true,
              .disabled = reason}))
    send_fit(frame);
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  if (const core::JobSnapshot* job = frame.snapshot.job_of<core::FitRequest>()) {
    progress_bar(theme, progress_share(*job), progress_text(*job), 0, 24, frame.time);
  } else if (reason) {
    hint(theme, reason);
  } else if (const auto& done = frame.document.forget.fit) {
    hint(theme, frame.document.forget.fit_is_stale()
                    ? tr("boxes or settings changed since")
                    : fmt::format("{} {} {}", tr("fitted on"), done->samples, tr("samples")).c_str());
  }
  if (frame.view.fit_error_of == frame.document.forget.fit_request())
    status_line(theme, ICON_FA_CIRCLE_EXCLAMATION, theme.error, verbatim(frame.view.fit_error).c_str());
}

void FitPanel::numbers(Frame& frame) const {
  const Theme& theme = frame.theme;
  const core::ForgetFit& fit = *frame.document.forget.fit;
  property_row(theme, tr("Fitted on"),
               fmt::format("{} {} {} {}", fit.boxes, tr("boxes,"), fit.samples, tr("samples")));
  property_row(theme, tr("Cells"),
               fmt::format("{} {}, {} {}", core::thousands(fit.positives), tr("inside"),
                           core::thousands(fit.negatives), tr("outside")));
  property_row(
      theme, tr("Accuracy"),
      fit.accuracy
          ? tr_format("{:.2f}  CI {:.2f} – {:.2f}", fit.accuracy->mean, fit.accuracy->low, fit.accuracy->high)
      : fit.samples > 0 ? tr_format("needs boxes on {} samples", core::kFitFolds)
                        : std::string(tr("not in the file")),
      tr("Mean of five folds with its 95 % interval, split by sample, so that no sample judges itself"));
}

void FitPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  if (!frame.model()) {
    empty_state(theme, ICON_FA_BOLT, tr("The regression that ranks feature maps."),
                tr("Open a model to begin."));
    return;
  }
  settings(frame);
  gap(theme, metric::kGap);
  fit(frame);
  gap(theme, metric::kGap);
  if (frame.document.forget.fit)
    numbers(frame);
  else
    property_row(theme, tr("Accuracy"), tr("not yet"));
}

}  // namespace ui::forget
