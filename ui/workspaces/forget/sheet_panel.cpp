#include "ui/workspaces/forget/sheet_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>

#include "core/document/document_moves.h"
#include "core/image/average.h"
#include "ui/gl/image_paint.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {
namespace {

constexpr float kLabels = 92, kNumbers = 18, kBetweenRows = 8, kLabelHeight = 48;
constexpr core::Surface kRows[] = {core::Surface::kForgetSheetBefore, core::Surface::kForgetSheetAfter,
                                   core::Surface::kForgetSheetControl};

/// Mean difference of one sample to itself before, in per cent; empty while one is not rendered.
std::string change_text(const core::Snapshot& snapshot, int row, int column) {
  const core::SurfacePictures *before = snapshot.surface(kRows[0]), *after = snapshot.surface(kRows[row]);
  const auto place = static_cast<std::size_t>(column);
  if (row == 0 || !before || !after || place >= before->tiles.size() || place >= after->tiles.size())
    return {};
  const core::Image &a = before->tiles[place], &b = after->tiles[place];
  if (a.empty() || !core::same_shape(a, b)) return {};
  return fmt::format("{:.1f}", 100 * core::mean_difference(a, b));
}

void row_label(const Theme& theme, ImVec2 at, const char* name, const char* remark) {
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    draw_text({at.x, at.y + theme.px(14)}, theme.text, name);
  }
  const TextScope small(theme, TextSize::kSmall);
  draw_text({at.x, at.y + theme.px(32)}, theme.text_dim, remark);
}

void difference_tile(Frame& frame, int column, ImVec2 at, float side) {
  const TileTexture before = frame.textures.tile(kRows[0], column),
                    after = frame.textures.tile(kRows[1], column);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + side, at.y + side};
  if (before && after)
    paint_difference(frame.textures, list, before, after, at, end);
  else
    list->AddRectFilled(at, end, frame.theme.frame);
}

void sheet_tile(Frame& frame, int row, int column, ImVec2 at, float side) {
  const IdScope scope(row * kSheetColumns + column);
  const std::uint64_t seed = frame.document.forget.sheet_seed + static_cast<std::uint64_t>(column);
  ImGui::SetCursorScreenPos(at);
  ThumbnailOptions options;
  options.width = options.height = side / frame.theme.scale;
  options.tooltip = fmt::format("{} {}", tr("seed"), seed);
  if (row == 0) {
    ExemplarPayload payload;
    payload.surface = kRows[0];
    payload.count = 1;
    payload.items[0] = {column, seed, true};
    options.drag = payload;
  }
  const bool clicked = thumbnail(frame, "##tile", frame.textures.tile(kRows[row], column), options);
  if (clicked && frame.model()) {
    core::go_to(frame.document.explore, core::seeded(*frame.model(), seed), core::FromSeed{seed});
    frame.out.remember(fmt::format("{} {}", tr("Show seed"), seed));
  }
}

}  // namespace

const char* ForgetSheetPanel::title() const {
  return tr("Sheet");
}

std::string ForgetSheetPanel::remark(const Frame&) const {
  return tr("numbers: image change in %");
}

void ForgetSheetPanel::tools(Frame& frame) const {
  core::ForgetDocument& document = frame.document.forget;
  ToolRow row(frame.theme);
  row.text(tr("New samples from seed"));
  row.next();
  if (seed_field(frame.theme, "##sheet", document.sheet_seed, 64))
    frame.out.remember(tr("Sheet: other samples"));
  row.right();
  row.text(tr("same z in every column, a click shows it above"));
}

void ForgetSheetPanel::rows(Frame& frame) const {
  const Theme& theme = frame.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float labels = theme.px(kLabels), gap = theme.px(2);
  const float width = (room.x - labels - gap * (kSheetColumns - 1)) / kSheetColumns;
  const float height = room.y / 4 - theme.px(kBetweenRows);
  const float most = std::max(std::min(width, theme.px(2 * metric::kThumbnail)), 1.0f);
  const float side =
      picture_side(std::max(std::min(most, height), std::min(most, theme.px(40))), frame.model()->size);
  const float free = room.y - 4 * side - 3 * theme.px(kNumbers);
  const float between = std::clamp(free / 4, theme.px(2), theme.px(16));
  const char* const names[] = {tr("Before"), tr("After"), tr("Control"), tr("Difference")};
  const std::string after = fmt::format("{} {}", verbatim(frame.document.forget.label), tr("maps"));
  const char* const remarks[] = {tr("every map"), after.c_str(), tr("random maps"), tr("before − after")};
  float y = at.y;
  for (int row = 0; row < 4; ++row) {
    row_label(theme, {at.x, y}, names[row], remarks[row]);
    for (int column = 0; column < kSheetColumns; ++column) {
      const ImVec2 place{at.x + labels + static_cast<float>(column) * (side + gap), y};
      if (row == 3) {
        difference_tile(frame, column, place, side);
        continue;
      }
      sheet_tile(frame, row, column, place, side);
      const TextScope small(theme, TextSize::kAxis);
      draw_text_in({place.x, y + side}, {place.x + side, y + side + theme.px(kNumbers)}, {0.5f, 0.5f},
                   theme.text_dim, change_text(frame.snapshot, row, column));
    }
    const float step = side + between + (row == 1 || row == 2 ? theme.px(kNumbers) : 0);
    y += std::max(step, theme.px(kLabelHeight));
  }
  ImGui::SetCursorScreenPos({at.x, y});
  ImGui::Dummy({1, 1});
}

void ForgetSheetPanel::draw(Frame& frame) {
  tools(frame);
  if (!frame.model()) {
    empty_state(frame.theme, ICON_FA_TABLE_CELLS, tr("Fresh samples before and after appear here."),
                tr("Open a model to begin."));
  } else if (!fit_is_of(frame.document.forget, *frame.model())) {
    empty_state(frame.theme, ICON_FA_TABLE_CELLS, tr("Fresh samples before and after appear here."),
                tr("Draw boxes on some samples, then fit."));
  } else {
    rows(frame);
  }
}

}  // namespace ui::forget
