#include "ui/workspaces/arithmetic/turn_view.h"

#include <fmt/format.h>

#include "core/base/format.h"
#include "ui/gl/image_paint.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/bin_target.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/arithmetic/equation_bin.h"

namespace ui::arithmetic {
namespace {

/// Places of 64 px in rows as wide as the bin.
struct Flow {
  const Theme& theme;
  float left, right;

  void next() const {
    const float gap = theme.px(metric::kGap);
    const float end = ImGui::GetItemRectMax().x + gap + theme.px(metric::kThumbnail);
    if (end <= right) ImGui::SameLine(0, gap);
  }
};

std::string alpha_text(double alpha) {
  const std::string number = core::signed_number(alpha, 1);
  return alpha > 0.05 ? "+" + number : number;
}

void carry_tile(Frame& frame, int tile, const TurnGrid& grid) {
  if (tile < 0 || !ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ExemplarPayload payload;
  payload.surface = core::Surface::kTurnSheet;
  payload.count = 1;
  payload.items[0].index = tile;
  ImGui::SetDragDropPayload(kExemplarPayload, &payload, sizeof payload);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({grid.tile, grid.tile});
  draw_picture(frame, ImGui::GetWindowDrawList(), frame.textures.tile(core::Surface::kTurnSheet, tile), at,
               {at.x + grid.tile, at.y + grid.tile});
  ImGui::EndDragDropSource();
}

void draw_tiles(Frame& frame, const TurnGrid& grid) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int count = grid.columns * grid.rows;
  const auto corner = [&](int i) { return ImVec2(grid.x(i % grid.columns), grid.y(i / grid.columns)); };
  for (int i = 0; i < count; ++i)
    if (!frame.textures.tile(core::Surface::kTurnSheet, i))
      list->AddRectFilled(corner(i), {corner(i).x + grid.tile, corner(i).y + grid.tile}, frame.theme.frame);
  ImagePaint paint(frame.textures, list);
  for (int i = 0; i < count; ++i)
    paint.image(frame.textures.tile(core::Surface::kTurnSheet, i), corner(i),
                {corner(i).x + grid.tile, corner(i).y + grid.tile});
}

void draw_alphas(const Frame& frame, const TurnGrid& grid) {
  const Theme& theme = frame.theme;
  const TextScope small(theme, TextSize::kAxis);
  const float top = grid.origin.y + grid.pictures_height() + theme.px(2);
  for (int column = 0; column < grid.columns; ++column)
    draw_text_in({grid.x(column), top}, {grid.x(column) + grid.tile, top + grid.labels - theme.px(2)},
                 {0.5f, 0.5f}, column == grid.centre() ? theme.text : theme.text_dim,
                 alpha_text(grid.alpha(column, frame.document.arithmetic.turn_step)));
}

}  // namespace

void turn_bin(Frame& frame, ArithmeticState& state, core::BinId bin, float width, float height) {
  const Theme& theme = frame.theme;
  core::Bin& contents = frame.document.arithmetic.bin(bin);
  BinTargetOptions options;
  options.id = bin;
  options.letter = verbatim(bin_letter(bin));
  options.width = width;
  options.height = height;
  const BinTargetResult result =
      begin_bin_target(frame, options, contents.name, static_cast<int>(contents.items.size()));
  if (result.renamed) frame.out.remember(fmt::format("{}: {}", bin_word(bin), tr("name")));
  if (!contents.items.empty()) {
    const StyleScope tight(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const ChildScope list("##items",
                          {result.body_max.x - result.body_min.x, result.body_max.y - result.body_min.y});
    const Flow flow{theme, result.body_min.x, result.body_max.x};
    for (int i = 0; list && i < static_cast<int>(contents.items.size()); ++i) {
      const std::size_t before = contents.items.size();
      if (i) flow.next();
      bin_exemplar(frame, state, {bin, i});
      if (contents.items.size() != before) break;
    }
    if (list && !contents.items.empty()) {
      flow.next();
      bin_mean(frame, bin, metric::kThumbnail);
      const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
      ImGui::GetWindowDrawList()->AddRect(min, max, theme.accent, 0, theme.px(2));
    }
  }
  end_bin_target();
  drop_into_bin(frame, state, bin, result.dropped);
}

void turn_sheet(Frame& frame, TurnGrid grid) {
  const Theme& theme = frame.theme;
  grid.origin = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("##turn", {grid.width(), grid.height()});
  const int under = ImGui::IsItemHovered() ? grid.at(ImGui::GetIO().MousePos) : -1;
  carry_tile(frame, grid.at(ImGui::GetIO().MouseClickedPos[ImGuiMouseButton_Left]), grid);
  const core::ArithmeticDocument& document = frame.document.arithmetic;
  if (under >= 0) {
    const auto row = static_cast<std::uint64_t>(under / grid.columns);
    tooltip(fmt::format("{} {} {} {} {}", tr("seed"), document.turn_seed + row, tr("with"),
                        alpha_text(grid.alpha(under % grid.columns, document.turn_step)), tr("of the turn"))
                .c_str());
  }
  draw_tiles(frame, grid);
  if (under >= 0) {
    const ImVec2 min{grid.x(under % grid.columns), grid.y(under / grid.columns)};
    ImGui::GetWindowDrawList()->AddRect(min, {min.x + grid.tile, min.y + grid.tile}, theme.text, 0,
                                        theme.px(1));
  }
  draw_alphas(frame, grid);
}

}  // namespace ui::arithmetic
