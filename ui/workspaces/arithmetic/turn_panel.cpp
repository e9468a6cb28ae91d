#include "ui/workspaces/arithmetic/turn_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/request/figure_ranges.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_command.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/export_figure.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/value_slider.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"
#include "ui/workspaces/arithmetic/turn_view.h"

namespace ui::arithmetic {
namespace {

constexpr float kBinWidth = 216;        // three thumbnails side by side
constexpr float kNarrowBinWidth = 152;  // two
constexpr float kBinHeight = 176;       // two rows of thumbnails
constexpr float kNarrow = 900;          // a panel below this width has narrow bins
constexpr float kLabels = 20;           // height of the line of alphas

const char* why_not(const Frame& frame) {
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  if (!frame.model()) return tr("needs a model");
  const bool left = !document.bin(core::BinId::kLeft).items.empty();
  const bool right = !document.bin(core::BinId::kRight).items.empty();
  if (left && right) return nullptr;
  return left ? tr("needs an exemplar in Right") : tr("needs an exemplar in Left");
}

core::ExportRequest figure(const Frame& frame) {
  return {turn_request(frame.document.arithmetic, *frame.model()), {frame.document.explore.mode, {}}, {}};
}

/// The sheet with the largest pictures that fit into `room`; thumbnails when even those do not.
TurnGrid fitting_grid(const Frame& frame, ImVec2 room) {
  const Theme& theme = frame.theme;
  TurnGrid grid;
  grid.columns = frame.document.arithmetic.turn_columns;
  grid.rows = kTurnRows;
  grid.gap = theme.px(1);
  grid.apart = theme.px(6);
  grid.labels = theme.px(kLabels);
  const int pixels = frame.model()->size;
  grid.tile = 0;
  const float free_x = (room.x - grid.width()) / static_cast<float>(grid.columns);
  const float free_y = (room.y - grid.height()) / static_cast<float>(grid.rows);
  grid.tile = picture_side(std::max(std::min(free_x, free_y), theme.px(metric::kThumbnail)), pixels);
  return grid;
}

}  // namespace

const char* TurnPanel::title() const {
  return tr("Turn sheet");
}

void TurnPanel::tools(Frame& frame) const {
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const Theme& theme = frame.theme;
  const char* reason = why_not(frame);
  ToolRow row(theme);
  row.text(tr("Step"));
  row.next();
  const SliderOptions options{.min = 0.1,
                              .max = 3,
                              .typed = core::figure_range::kTurnStep,
                              .initial = 1,
                              .decimals = 1,
                              .field_width = 40,
                              .tooltip = tr("Largest multiple of the axis that is added (paper figure 8)"),
                              .command = {}};
  if (value_slider(theme, "##step", document.turn_step, options, 136).finished)
    frame.out.remember(fmt::format("{} {:.1f}", tr("Turn: step"), document.turn_step));
  row.next(true);
  if (button(theme, tr("Resample rows"), {.icon = ICON_FA_DICE, .tooltip = tr("Five other fresh samples")})) {
    document.turn_seed += kTurnRows;
    frame.out.remember(tr("Turn: other rows"));
  }
  row.right();
  if (icon_button(theme, "##export", ICON_FA_FILE_EXPORT, tr("Export figure 8 as PNG"), {.disabled = reason}))
    export_figure(frame, figure(frame), "turn");
  row.next();
  if (copy_command_button(theme, "##command", reason, nullptr)) copy_command(frame, figure(frame));
}

void TurnPanel::sheet(Frame& frame) const {
  const Theme& theme = frame.theme;
  if (why_not(frame)) {
    empty_state(theme, ICON_FA_ARROWS_LEFT_RIGHT, tr("Fresh samples turned from Left to Right appear here."),
                tr("Drag about four thumbnails into each end, or press [ and ] over a candidate."));
    return;
  }
  const TurnGrid grid = fitting_grid(frame, ImGui::GetContentRegionAvail());
  const ChildScope child("##sheet", {0, 0}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  if (child) turn_sheet(frame, grid);
}

void TurnPanel::draw(Frame& frame) {
  tools(frame);
  const Theme& theme = frame.theme;
  if (!frame.model()) {
    if (empty_state(theme, ICON_FA_ARROWS_LEFT_RIGHT, tr("Fresh samples turned along an axis appear here."),
                    tr("Open a model to begin."), tr("Open model")))
      frame.out.open_model_dialog = true;
    return;
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float beside = room.x - theme.px(kBinWidth + metric::kGroupGap);
  const bool narrow = room.x < theme.px(kNarrow) || fitting_grid(frame, {beside, room.y}).width() > beside;
  const float width = narrow ? kNarrowBinWidth : kBinWidth;
  const float height = std::min((room.y / theme.scale - metric::kGap) / 2, kBinHeight);
  {
    const GroupScope ends;
    turn_bin(frame, state_, core::BinId::kLeft, width, std::max(height, 106.0f));
    turn_bin(frame, state_, core::BinId::kRight, width, std::max(height, 106.0f));
  }
  ImGui::SameLine(0, theme.px(metric::kGroupGap));
  sheet(frame);
}

}  // namespace ui::arithmetic
