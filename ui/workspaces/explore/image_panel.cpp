#include "ui/workspaces/explore/image_panel.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/workspaces/explore/canvas_marks.h"
#include "ui/workspaces/explore/comparison.h"
#include "ui/workspaces/explore/explore_actions.h"
#include "ui/workspaces/explore/first_minute.h"
#include "ui/workspaces/explore/image_tools.h"
#include "ui/workspaces/explore/latent_pad.h"
#include "ui/workspaces/explore/origin_words.h"
#include "ui/workspaces/explore/walk_drag.h"

namespace ui::explore {
namespace {

constexpr float kWide = 900;
constexpr float kColumn = 256, kColumnMargin = 20, kCaption = 34, kCaptionOverRow = 26, kEdge = 12;
// Side of the pad in the picture's corner: it shrinks to stand beside the picture where its controls still
// fit, and a canvas too small for them has none.
constexpr float kInset = 156, kInsetSmallest = 116;
constexpr float kLeastCanvas = 120;  // below, the first minute keeps its titles only
constexpr float kColumnWords = 158;  // height of everything in the column but its two pictures
constexpr float kSmallestPad = 120;

/// D(G(z)). Pictures of a drag come without it between two of a tenth of a second: the last one stays as long
/// as the caption does.
std::optional<double> score_of(const Frame& frame, ScoreShown& last) {
  const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kCanvas);
  const bool stays = std::exchange(last.frame, ImGui::GetFrameCount()) >= ImGui::GetFrameCount() - 1 &&
                     frame.model()->has_discriminator;
  if (!stays) last.score.reset();
  if (!pictures || pictures->logits.empty()) return last.score;
  const double logit = pictures->logits.front();
  last.score = std::isfinite(logit) ? std::optional(1 / (1 + std::exp(-logit))) : std::nullopt;
  return last.score;
}

std::string caption_text(const Frame& frame, const ExploreState& state, std::optional<double> score,
                         const CanvasResult& canvas) {
  const core::ExploreDocument& explore = frame.document.explore;
  std::string text = explore.current.seed ? fmt::format("{} {}", tr("Seed"), *explore.current.seed)
                                          : origin_words(explore.origin);
  if (score) text += fmt::format("  ·  {} {:.2f}", verbatim("D(G(z))"), *score);
  const core::ModelInfo& model = *frame.model();
  text += fmt::format("  ·  {} × {} {}", model.size, model.size,
                      model.channels == 3 ? verbatim("RGB") : tr("grey"));
  if (const std::size_t off = frame.document.forget.dropped().size())
    text += "  ·  " + fmt::format(fmt::runtime(tr("{} maps forgotten")), off);
  if (frame.view.compare != Compare::kOff)
    if (const char* missing = comparison_missing(frame, state.compare_with))
      text += fmt::format("  ·  {}: {}", tr("no comparison"), missing);
  if (!canvas.value.empty())
    text += fmt::format("  ·  {} {}, {} = {}", tr("pixel"), canvas.pixel_x, canvas.pixel_y, canvas.value);
  return text;
}

}  // namespace

/// Where everything lies, screen pixels.
struct ImagePanel::Place {
  ImVec2 min, max;  // below the tool row, edge to edge
  ImVec2 canvas;    // size of the canvas, from min
  bool wide = false;
  bool cards = false;  // the first minute
  float row = 0;       // height of its row below a narrow canvas
  float row_width = 0;
};

const char* ImagePanel::title() const {
  return tr("Image");
}

void ImagePanel::draw(Frame& frame) {
  if (const char* reason = needs_picture(frame)) {
    if (empty_state(frame.theme, ICON_FA_IMAGE, tr("The picture of one z stands here."), reason,
                    frame.model() ? nullptr : tr("Open model…")))
      frame.out.open_model_dialog = true;
    return;
  }
  const Theme& theme = frame.theme;
  draw_image_tools(frame, state_);
  fill_surround(theme);
  Place place;
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  place.min = {window.x, ImGui::GetCursorScreenPos().y - theme.px(metric::kPanelPadding)};
  place.max = {window.x + size.x, window.y + size.y};
  place.wide = size.x >= theme.px(kWide);
  place.cards = first_minute_shown(frame.view.settings);
  const float aside = place.wide ? theme.px(kColumn + kColumnMargin) : 0;
  const float height = place.max.y - place.min.y;
  float below = theme.px(kCaption);
  if (place.cards && !place.wide) {
    below = theme.px(kCaptionOverRow);
    place.row_width = size.x - 2 * theme.px(kEdge);
    place.row = first_minute_row_height(theme, place.row_width, height - below - theme.px(kLeastCanvas));
    below += place.row + theme.px(4);
  }
  place.canvas = {std::max(size.x - aside, theme.px(64)), std::max(height - below, theme.px(64))};
  const float picture_left = draw_canvas(frame, place);
  if (place.wide)
    draw_column(frame, place);
  else
    draw_inset(frame, place, picture_left - place.min.x);
}

float ImagePanel::draw_canvas(Frame& frame, const Place& place) {
  const Theme& theme = frame.theme;
  CanvasOptions options;
  options.picture = canvas_picture(frame);
  if (frame.view.compare != Compare::kOff) options.other = other_picture(frame, state_);
  options.compare = options.other.tile ? frame.view.compare : Compare::kOff;
  options.size = place.canvas;
  options.padding = {options.compare == Compare::kSide ? 4.0f : 16.0f, 14};
  options.show_overlays = frame.view.show_overlays;
  ImGui::SetCursorScreenPos(place.min);
  const CanvasResult canvas = state_.canvas.draw(frame, "##canvas", options);
  drag_canvas(frame, state_, canvas, std::min(place.canvas.x, place.canvas.y) / 2);
  const ImVec2 end{place.min.x + place.canvas.x, place.min.y + place.canvas.y};
  const auto& mark = state_.mark;
  if (frame.view.show_overlays && mark && mark->z == frame.document.explore.current.z)
    draw_drag_mark(theme, canvas, *mark, place.min, end);
  if (frame.view.show_overlays && place.cards && !frame.view.settings.gesture_dragged && !canvas.dragging)
    draw_invitation(theme, canvas);
  draw_caption(frame, canvas);
  if (place.row <= 0) return canvas.min.x;
  ImGui::SetCursorScreenPos({place.min.x + theme.px(kEdge), end.y + theme.px(kCaptionOverRow)});
  draw_first_minute_row(frame, place.row_width, place.row);
  return canvas.min.x;
}

void ImagePanel::draw_caption(Frame& frame, const CanvasResult& canvas) {
  const Theme& theme = frame.theme;
  const ImVec2 item = ImGui::GetItemRectMin(), end = ImGui::GetItemRectMax();
  const float left = std::max(canvas.min.x, item.x + theme.px(12));
  const float y = std::min(canvas.max.y + theme.px(6), end.y + theme.px(6));
  const TextScope small(theme, TextSize::kSmall);
  const std::optional<double> score = score_of(frame, state_.score);
  draw_text({left, y}, theme.text,
            elide_end(caption_text(frame, state_, score, canvas), end.x - left - theme.px(4)));
}

void ImagePanel::draw_column(Frame& frame, const Place& place) {
  const Theme& theme = frame.theme;
  const float margin = theme.px(kColumnMargin), height = place.max.y - place.min.y - theme.px(24);
  ImGui::SetCursorScreenPos({place.max.x - theme.px(kColumn) - margin, place.min.y + theme.px(12)});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ColorScope ground(ImGuiCol_ChildBg, theme.surround);
  const ChildScope column("##column", {theme.px(kColumn), height}, 0, ImGuiWindowFlags_NoScrollbar);
  if (!column) return;
  const float free = (height - theme.px(kColumnWords)) / 2;
  const float side = std::clamp(std::floor(free), theme.px(kSmallestPad), theme.px(kColumn));
  latent_pad_title(frame);
  latent_pad(frame, state_, side);
  gap(theme, metric::kGap);
  latent_pad_controls(frame, state_);
  gap(theme, 16);
  if (place.cards)
    draw_first_minute(frame);
  else
    draw_comparison(frame, state_, side);
}

void ImagePanel::draw_inset(Frame& frame, const Place& place, float beside) {
  const Theme& theme = frame.theme;
  if (!frame.view.show_overlays) return;
  const float edge = theme.px(kEdge), controls = theme.px(metric::kFrame + metric::kGap);
  float side = std::min({theme.px(kInset), place.canvas.x / 3, place.canvas.y - controls - 2 * edge});
  if (const float free = beside - 2 * edge; free >= theme.px(kInsetSmallest)) side = std::min(side, free);
  if (side < theme.px(kInsetSmallest)) return;
  side = std::floor(side);
  const float height = side + controls;
  ImGui::SetCursorScreenPos({place.min.x + edge, place.min.y + place.canvas.y - height - edge});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ColorScope ground(ImGuiCol_ChildBg, theme.panel);
  const ChildScope inset("##inset", {side, height}, 0, ImGuiWindowFlags_NoScrollbar);
  if (!inset) return;
  latent_pad(frame, state_, side);
  latent_pad_controls(frame, state_, true);
}

}  // namespace ui::explore
