#include "ui/workspaces/arithmetic/equation_panel.h"

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
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/value_slider.h"
#include "ui/workspaces/arithmetic/arithmetic_result.h"
#include "ui/workspaces/arithmetic/equation_bin.h"
#include "ui/workspaces/arithmetic/result_view.h"

namespace ui::arithmetic {
namespace {

constexpr float kSign = 28, kNarrowSign = 16, kTallestBin = 432, kLowestBin = 300;
constexpr float kResultBeside = 220, kResultBelow = 200;  // least width and height of the result

const char* why_not(const Frame& frame) {
  if (!frame.model()) return tr("needs a model");
  return result_of(frame.document.arithmetic, *frame.model()) ? nullptr
                                                              : tr("needs an exemplar in A, B or C");
}

core::ExportRequest figure(const Frame& frame) {
  return {arithmetic_request(frame.document.arithmetic), {frame.document.explore.mode, {}}, {}};
}

/// A sign between two columns, on the middle line of the means.
void sign(const Theme& theme, ImVec2 at, float width, const char* text) {
  const TextScope lead(theme, TextSize::kNumber);
  draw_text_in({at.x, at.y - theme.px(16)}, {at.x + width, at.y + theme.px(16)}, {0.5f, 0.5f}, theme.text,
               text);
}

}  // namespace

const char* EquationPanel::title() const {
  return tr("Equation");
}

void new_noise(Frame& frame) {
  ++frame.document.arithmetic.noise_seed;
  frame.out.remember(tr("New noise"));
}

void export_equation(Frame& frame) {
  if (!why_not(frame)) export_figure(frame, figure(frame), "arithmetic");
}

void copy_equation(Frame& frame) {
  if (!why_not(frame)) copy_command(frame, figure(frame));
}

void EquationPanel::noise(Frame& frame) const {
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const SliderOptions options{
      .min = 0,
      .max = 2,
      .typed = core::figure_range::kNoise,
      .initial = 0.25,
      .tooltip = tr("Uniform noise added to every coordinate of Y (paper section 6.3.2)"),
      .command = {}};
  if (value_slider(frame.theme, "##noise", document.noise, options, 152).finished)
    frame.out.remember(fmt::format("{} {:.2f}", tr("Noise"), document.noise));
}

void EquationPanel::tools(Frame& frame) const {
  core::ArithmeticDocument& document = frame.document.arithmetic;
  const Theme& theme = frame.theme;
  const char* reason = why_not(frame);
  ToolRow row(theme);
  row.text(tr("Mean"));
  row.next();
  const char* const kinds[] = {tr("of z"), tr("norm-matched")};
  int kind = document.norm_matched ? 1 : 0;
  if (segmented(theme, "##norm", kinds, kind)) {
    document.norm_matched = kind == 1;
    frame.out.remember(document.norm_matched ? tr("Norm-matched mean") : tr("Mean of z"));
  }
  row.next(true);
  row.text(tr("Noise ±"));
  row.next();
  noise(frame);
  row.next();
  if (icon_button(theme, "##redraw", ICON_FA_DICE, tr("New noise"), {.keys = "R"})) new_noise(frame);
  const auto change = measured_change(frame.snapshot.surface(core::Surface::kArithmeticResult));
  if (change && !reason && ImGui::GetContentRegionAvail().x > theme.px(560)) {
    row.next(true);
    row.text(fmt::format("{} {:.1f}\u2009%", tr("image change"), *change * 100).c_str());
    tooltip(tr("Mean pixel difference of the eight neighbours to G(Y)"));
  }
  row.right();
  if (button(theme, tr("Export"),
             {.icon = ICON_FA_FILE_EXPORT,
              .tooltip = tr("Figure 7 as PNG, with the pixel-space version"),
              .keys = "Ctrl+E",
              .disabled = reason}))
    export_equation(frame);
  row.next();
  if (copy_command_button(theme, "##command", reason)) copy_equation(frame);
}

void EquationPanel::equation(Frame& frame) const {
  const Theme& theme = frame.theme;
  const float column = theme.px(kEquationBinWidth);
  const ChildScope child("##equation", {0, 0}, ImGuiChildFlags_NavFlattened,
                         ImGuiWindowFlags_HorizontalScrollbar);
  if (!child) return;
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= 3 * (column + theme.px(kSign)) + theme.px(kResultBeside);
  const float between = std::clamp((room.x - 3 * column) / 2, theme.px(kNarrowSign), theme.px(kSign));
  const float height = beside ? std::clamp(room.y / theme.scale, kLowestBin, kTallestBin) : kLowestBin;
  const float middle = at.y + theme.px(height - 96);
  constexpr core::BinId kBins[] = {core::BinId::kA, core::BinId::kB, core::BinId::kC};
  constexpr const char* kSigns[] = {"−", "+", "="};
  float x = at.x;
  for (int i = 0; i < 3; ++i) {
    ImGui::SetCursorScreenPos({x, at.y});
    equation_bin(frame, state_, kBins[i], height);
    x += column;
    if (beside || i < 2) sign(theme, {x, middle}, between, kSigns[i]);
    x += between;
  }
  result(frame, beside ? ImVec2(x, at.y) : ImVec2(at.x, at.y + theme.px(height + metric::kGroupGap)),
         beside
             ? ImVec2(at.x + room.x - x, room.y)
             : ImVec2(std::max(room.x, 3 * column + 2 * between), std::max(room.y, theme.px(kResultBelow))),
         beside ? height : kResultBelow);
}

void EquationPanel::result(Frame& frame, ImVec2 at, ImVec2 room, float height) const {
  const Theme& theme = frame.theme;
  ImGui::SetCursorScreenPos(at);
  if (why_not(frame)) {
    empty_state(theme, ICON_FA_TABLE_CELLS_LARGE, tr("A − B + C appears here, with eight neighbours."),
                tr("Drag three candidates into each bin; an empty bin counts as zero."), nullptr, height);
    return;
  }
  const float side = result_side(frame, room.x, room.y);
  const float used = 3 * side + 2 * theme.px(kResultGap);
  ImGui::SetCursorScreenPos({at.x + std::max((room.x - used) / 2, 0.0f), at.y});
  result_view(frame, side);
}

void EquationPanel::draw(Frame& frame) {
  tools(frame);
  if (frame.model()) {
    equation(frame);
  } else if (empty_state(frame.theme, ICON_FA_TABLE_CELLS_LARGE, tr("Averages and sums of z appear here."),
                         tr("Open a model to begin."), tr("Open model"))) {
    frame.out.open_model_dialog = true;
  }
}

}  // namespace ui::arithmetic
