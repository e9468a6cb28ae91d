#include "ui/workspaces/evaluate/diversity_panel.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <vector>

#include "core/base/format.h"
#include "core/request/figure_ranges.h"
#include "core/request/verdict.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/bar_list.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"

namespace ui::evaluate {
namespace {

const char* sentence(const core::DiversityResult& result) {
  switch (core::judge_collapse(result)) {
    case core::Verdict::kNo:
      return tr("Not above the reals' interval: pairs of samples are no more alike than pairs of reals.");
    case core::Verdict::kUnclear:
      return tr("Above the reals' interval, but not clearly: measure more pairs.");
    case core::Verdict::kYes:
      return tr("Clearly higher than the reals: samples repeat each other, which means collapse.");
    case core::Verdict::kNotYet:
    case core::Verdict::kUnlike:  // is said of single samples only
      break;
  }
  return tr("Without reals there is no verdict: choose them and measure again.");
}

void table(const Theme& theme, const core::DiversityResult& result) {
  Table rows(theme, "##ms-ssim",
             {{tr("MS-SSIM of pairs"), 0, false}, {tr("mean"), 64, true}, {tr("95 % CI"), 112, true}});
  if (!rows) return;
  const auto row = [&](const char* name, const core::Interval& interval) {
    rows.row();
    rows.cell(name);
    rows.cell(fmt::format("{:.3f}", interval.mean));
    rows.cell(fmt::format("{:.3f} – {:.3f}", interval.low, interval.high), theme.text_dim);
  };
  row(tr("Samples"), result.samples);
  if (result.has_reals) row(tr("Reals"), result.reals);
}

void bars(const Theme& theme, const core::DiversityResult& result) {
  std::vector<ComparisonBar> shown{
      {tr("Samples"), result.samples.mean, result.samples.low, result.samples.high, theme.curves[1]}};
  if (result.has_reals)
    shown.push_back({tr("Reals"), result.reals.mean, result.reals.low, result.reals.high, theme.curves[0]});
  double maximum = 0.1;
  for (const ComparisonBar& bar : shown) maximum = std::max(maximum, bar.high.value_or(bar.value) * 1.1);
  comparison_bars(theme, shown, maximum);
}

}  // namespace

const char* DiversityPanel::title() const {
  return tr("Diversity");
}

void DiversityPanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  ToolRow row(theme);
  if (button(theme, tr("Measure"),
             {.icon = ICON_FA_PLAY,
              .tooltip = tr("MS-SSIM of pairs of samples and of reals"),
              .primary = true,
              .disabled = cannot_measure(frame)}))
    measure(frame, state_);
  row.next(true);
  std::int64_t pairs = frame.document.evaluate.pairs;
  if (integer_field(theme, "##pairs", pairs, core::figure_range::kPairs.low, core::figure_range::kPairs.high,
                    64)) {
    frame.document.evaluate.pairs = static_cast<int>(pairs);
    frame.out.remember(tr("Pairs"));
  }
  row.next();
  row.text(tr("pairs"));
}

void DiversityPanel::draw(Frame& frame) {
  const Theme& theme = frame.theme;
  tools(frame);
  const auto& [asked, result] = frame.view.diversity;
  if (!result) {
    empty_state(theme, ICON_FA_CHART_SIMPLE, tr("How alike pairs of samples are, beside pairs of reals."),
                state_.at_hand ? tr("Measure: a collapsed G makes pairs more alike than the data.")
                               : tr("Choose real images in the middle panel first; then Measure."),
                nullptr, 140);
    return;
  }
  table(theme, *result);
  gap(theme);
  bars(theme, *result);
  gap(theme);
  {
    const WrapScope wrap;
    ImGui::TextUnformatted(sentence(*result));
  }
  const std::string how = tr_format("{} pairs of seeds from {} on, five scales, 0 = unlike, 1 = equal.",
                                    core::thousands(result->pairs), asked->seed);
  text_dim_wrapped(theme, how.c_str());
}

}  // namespace ui::evaluate
