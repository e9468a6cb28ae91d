#include "ui/workspaces/forget/live_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <random>

#include "core/document/document_moves.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/forget/boxes_file.h"
#include "ui/workspaces/forget/rank_bars.h"
#include "ui/workspaces/forget/sheet_panel.h"

namespace ui::forget {
namespace {

constexpr std::uint32_t kSeeds = 100000;  // seeds a person can still read out

void show_seed(Frame& frame, std::uint64_t seed) {
  const core::ModelInfo* model = frame.model();
  if (!model) return;
  core::go_to(frame.document.explore, core::seeded(*model, seed), core::FromSeed{seed});
  frame.out.remember(fmt::format("{} {}", tr("Show seed"), seed));
}

}  // namespace

const char* LivePanel::title() const {
  return tr("Live");
}

void draw_new_z(Frame& frame) {
  show_seed(frame, std::random_device{}() % kSeeds);
}

const char* why_no_figure(const Frame& frame) {
  if (!frame.model()) return tr("needs a model");
  const core::ForgetDocument& document = frame.document.forget;
  if (!fit_is_of(document, *frame.model())) return tr("needs a fit");
  // A figure fits its boxes anew: it would show other maps than the window does.
  return document.fit_is_stale() ? tr("boxes or settings changed: fit again") : nullptr;
}

core::ExportRequest forget_figure(const Frame& frame) {
  const core::ForgetDocument& document = frame.document.forget;
  core::ForgetRequest request;
  request.fit = document.fit->request;
  request.kept.assign(document.kept.begin(), document.kept.end());
  request.top_k = document.top_k;
  for (std::uint64_t i = 0; i < kSheetColumns; ++i) request.sheet_seeds.push_back(document.sheet_seed + i);
  request.control_seed = document.control_seed;
  return {request, {frame.document.explore.mode, {}}, {}};
}

void LivePanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  const core::ForgetDocument& document = frame.document.forget;
  const char* no_model = frame.model() ? nullptr : tr("needs a model");
  const char* no_figure = why_no_figure(frame);
  ToolRow row(theme);
  if (icon_button(theme, "##dice", ICON_FA_DICE, tr("Another z"), {.keys = "R", .disabled = no_model}))
    draw_new_z(frame);
  row.next();
  const std::string sample = fmt::format("{} {}##sample", tr("Show sample"), document.sample + 1);
  if (button(theme, sample.c_str(),
             {.tooltip = tr("Walk on from the sample whose boxes are open"), .disabled = no_model}))
    show_seed(frame, seed_of_sample(document, document.sample));
  row.next(true);
  check(theme, tr("Boxes"), state_.show_boxes);
  row.next(true);
  check(theme, tr("Difference"), difference_, nullptr, tr("After and Control as their difference to Before"));
  row.right();
  if (button(theme, tr("Save mask"),
             {.icon = ICON_FA_FLOPPY_DISK,
              .tooltip = tr("Dropped maps and weights as JSON"),
              .disabled = no_figure}))
    save_mask(frame);
  row.next();
  if (button(theme, tr("Export"),
             {.icon = ICON_FA_FILE_EXPORT,
              .tooltip = tr("Figure 6 as PNG: before, after, random maps"),
              .keys = "Ctrl+E",
              .disabled = no_figure}))
    export_figure(frame, forget_figure(frame), "forget");
  row.next();
  if (copy_command_button(theme, "##command", no_figure)) copy_command(frame, forget_figure(frame));
}

void LivePanel::draw(Frame& frame) {
  tools(frame);
  const Theme& theme = frame.theme;
  if (!frame.model()) {
    if (empty_state(theme, ICON_FA_ERASER, tr("The picture with and without its feature maps appears here."),
                    tr("Open a model to begin."), tr("Open model")))
      frame.out.open_model_dialog = true;
    return;
  }
  const float height = ImGui::GetContentRegionAvail().y - theme.px(kRankBarsHeight);
  pictures_.draw(frame, state_, std::max(height, theme.px(96)), difference_);
  const float rest = ImGui::GetContentRegionAvail().y / theme.scale;
  if (fit_is_of(frame.document.forget, *frame.model())) {
    rank_bars(frame, std::clamp(rest, kRankBarsHeight, kTallestRankBars));
    return;
  }
  const char* how = frame.document.forget.fit ? tr("The fit was made on another model: fit again.")
                                              : tr("Draw boxes on some samples, then fit.");
  if (empty_state(theme, ICON_FA_CHART_SIMPLE, tr("Weights of the feature maps, ranked, with the k slider."),
                  how, why_no_fit(frame) ? nullptr : tr("Fit"), kRankBarsHeight - 12))
    send_fit(frame);
}

}  // namespace ui::forget
