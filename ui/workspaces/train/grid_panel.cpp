#include "ui/workspaces/train/grid_panel.h"

#include <icons_font_awesome_6.h>

#include "core/base/format.h"
#include "core/image/grid.h"
#include "ui/frame/training_control.h"
#include "ui/look/scope.h"
#include "ui/look/tr_format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"

namespace ui::train {
namespace {

constexpr double kAgeShownFrom = 2;  // seconds

}  // namespace

const char* TrainGridPanel::title() const {
  return tr("Fixed z");
}

void TrainGridPanel::take_newest(const Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  const std::uint64_t version = changes_.of(train.grid);
  if (version == version_) return;
  version_ = version;
  newest_ = train.grid ? core::make_grid(*train.grid, {.gap = 0}) : core::Image();
  count_ = train.grid ? train.grid->size() : 0;
  step_ = train.grid_step;
  arrived_ = frame.time;
  // A grid of another run cannot be compared with.
  if (state_.pinned.width != newest_.width || state_.pinned_step > step_) state_.pinned = {};
}

void TrainGridPanel::tools(Frame& frame) {
  const Theme& theme = frame.theme;
  ToolRow row(theme);
  if (button(theme, tr("Pin as B"),
             {.icon = ICON_FA_THUMBTACK, .tooltip = tr("Keep this step to compare later ones with")})) {
    state_.pinned = newest_;
    state_.pinned_step = step_;
    ++state_.pinned_version;
    compare_ = Compare::kSide;
  }
  row.next(true);
  row.text(tr("Compare"));
  row.next(true);
  const char* const labels[] = {tr("Off"), tr("Side"), tr("Wipe"), tr("Flicker"), tr("Difference")};
  for (int i = 0; i < 5; ++i) {
    const auto value = static_cast<Compare>(i);
    if (i) row.next();
    if (button(theme, labels[i],
               {.active = state_.has_pin() && compare_ == value,
                .disabled = state_.has_pin() ? nullptr : tr("needs a pinned step")}))
      compare_ = value;
  }
  row.right();
  row.text(tr("Zoom"));
  row.next(true);
  for (int zoom = 1; zoom <= 3; ++zoom) {
    const bool active = !canvas_.fitted() && canvas_.zoom() == zoom;
    if (button(theme, fmt::format("{}×", zoom).c_str(), {.active = active})) canvas_.set_zoom(zoom);
    row.next();
  }
  if (button(theme, tr("Fit"), {.active = canvas_.fitted()})) canvas_.fit();
}

void TrainGridPanel::caption(Frame& frame) {
  const Theme& theme = frame.theme;
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(tr_format("Step {}", core::thousands(step_)).c_str());
  }
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  const double age = frame.time - arrived_;
  const bool fresh = run_goes_on(frame.snapshot.train->phase) && age < kAgeShownFrom;
  text_colored(theme.text_dim,
               fresh ? std::string(tr("newest")) : tr_format("newest, {} ago", core::short_duration(age)));
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  const std::string pinned =
      state_.has_pin() ? tr_format(" · B is step {}", core::thousands(state_.pinned_step)) : std::string();
  text_right(theme, tr_format("{} fixed z", count_) + pinned, theme.text_dim);
}

void TrainGridPanel::draw(Frame& frame) {
  take_newest(frame);
  if (newest_.empty()) {
    const bool runs = run_goes_on(frame.snapshot.train->phase);
    empty_state(frame.theme, ICON_FA_TABLE_CELLS_LARGE,
                runs ? tr("The first pictures come with the first published step.")
                     : tr("Samples of 64 fixed z, watched while G learns."),
                tr("They appear with the first step and again about every second; pin one to compare."));
    return;
  }
  tools(frame);
  fill_surround(frame.theme);
  caption(frame);
  pictures(frame);
}

void TrainGridPanel::pictures(Frame& frame) {
  CanvasOptions options;
  options.picture = {frame.textures.image("train.grid", version_, newest_), &newest_, {}};
  options.padding = {0, 8};
  if (state_.has_pin()) {
    options.other = {
        frame.textures.image("train.pinned", state_.pinned_version, state_.pinned), &state_.pinned, {}};
    options.compare = compare_;
  }
  canvas_.draw(frame, "##grid", options);
}

}  // namespace ui::train
