#include "ui/workspaces/explore/comparison.h"

#include <fmt/format.h>
#include <icons_font_awesome_6.h>

#include <algorithm>
#include <cmath>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"
#include "ui/workspaces/explore/explore_actions.h"

namespace ui::explore {
namespace {

constexpr float kRow = 20;
constexpr int kNeighbours = 3;

/// Label left in medium weight, remark behind it; the caller draws what stands at the right end.
void row_label(const Theme& theme, const char* label, const char* remark) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::TextUnformatted(label);
  if (!*remark) return;
  ImGui::SameLine(0, theme.px(metric::kGap));
  const TextScope regular(theme, TextSize::kText);
  ImGui::TextUnformatted(remark);
}

std::string jump_text(const Frame& frame, ExploreState& state) {
  const auto moment = moment_shown(frame.document, frame.view.play.seconds);
  if (!moment) return "–";
  const core::Path path = frame.document.path.path();
  const JumpCurve& jumps = state.jumps(frame);
  const int tile = strip_tile_at(path, *moment);
  const int jump = std::clamp(tile, 0, std::max(static_cast<int>(jumps.jumps().size()) - 1, 0));
  const double ratio = jumps.ratio(jump);
  return std::isfinite(ratio) ? fmt::format("{:.1f}× {}", ratio, tr("mean")) : std::string("–");
}

/// The distance found for the picture shown; nothing when it was not asked for, or for another one.
const core::Neighbour* nearest_shown(const Frame& frame, const ExploreState& state) {
  const auto& found = frame.view.canvas_nearest.result;
  const bool ours = found && found != state.nearest.before && !found->rows.front().empty() &&
                    state.nearest.z == frame.document.explore.current.z;
  return ours ? &found->rows.front().front() : nullptr;
}

void ask_nearest(Frame& frame, ExploreState& state, const core::Image& picture) {
  state.nearest = {frame.document.explore.current.z, frame.view.canvas_nearest.result};
  core::NearestRequest request;
  request.data = frame.document.evaluate.data;
  request.samples = {picture};
  request.neighbours = kNeighbours;
  frame.out.send(core::RunTask{std::move(request), core::Workspace::kExplore});
}

void nearest_row(Frame& frame, ExploreState& state) {
  const Theme& theme = frame.theme;
  row_label(theme, tr("Nearest real"), "");
  ImGui::SameLine(0, theme.px(metric::kGap));
  if (const core::Neighbour* nearest = nearest_shown(frame, state)) {
    text_right(
        theme,
        fmt::format("{:.2f} ({})", nearest->distance, verbatim(core::percentile_text(nearest->percentile))),
        theme.text);
    return tooltip(verbatim(nearest->source).c_str());
  }
  const CanvasPicture picture = canvas_picture(frame);
  const bool waiting = state.nearest.z == frame.document.explore.current.z &&
                       frame.snapshot.job_of<core::NearestRequest>(core::Workspace::kExplore);
  const bool known = !frame.document.evaluate.data.empty();
  const char* label = waiting ? tr("searching …") : known ? tr("Find") : tr("choose the reals");
  const float free = ImGui::GetContentRegionAvail().x - text_width(label);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(free, 0.0f));
  if (waiting) return text_dim(theme, label);
  const char* tip = known ? tr("Searches the real images for the one most like this picture")
                          : tr("Evaluate is where the real images are chosen");
  if (!link(theme, label, tip)) return;
  if (!known)
    frame.out.go_to = core::Workspace::kEvaluate;
  else if (picture.pixels)
    ask_nearest(frame, state, *picture.pixels);
}

}  // namespace

CanvasPicture canvas_picture(const Frame& frame) {
  CanvasPicture picture;
  picture.tile = frame.textures.tile(core::Surface::kCanvas, 0);
  const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kCanvas);
  if (pictures && !pictures->tiles.empty() && !pictures->tiles.front().empty())
    picture.pixels = &pictures->tiles.front();
  return picture;
}

CanvasPicture other_picture(Frame& frame, ExploreState& state) {
  CanvasPicture other;
  if (state.compare_with == CompareWith::kCrossFade) {
    if (const auto moment = moment_shown(frame.document, frame.view.play.seconds))
      other.pixels = state.cross_fade.at(frame, *moment);
    if (other.pixels) other.tile = state.cross_fade.texture(frame);
    return other;
  }
  if (frame.document.path.pins.empty()) return other;
  const core::Path path = frame.document.path.path();
  const int pin = core::position_at(path, frame.view.play.seconds).from;
  other.tile = frame.textures.tile(core::Surface::kPathStrip, strip_tile_of_pin(path, pin));
  return other;
}

const char* compare_label(CompareWith with) {
  return with == CompareWith::kCrossFade ? tr("Pixel cross-fade") : tr("Pin before");
}

const char* comparison_missing(const Frame& frame, CompareWith with) {
  if (with == CompareWith::kPin) return needs_pin_to_compare(frame);
  if (const char* reason = needs_two_pins(frame)) return reason;
  return moment_shown(frame.document, frame.view.play.seconds) ? nullptr
                                                               : tr("this picture is not on the path");
}

void comparison_numbers(Frame& frame, ExploreState& state) {
  const Theme& theme = frame.theme;
  const float start = ImGui::GetCursorPosY();
  row_label(theme, tr("Jump"), tr("at this frame"));
  ImGui::SameLine(0, theme.px(metric::kGap));
  text_right(theme, jump_text(frame, state), theme.text);
  tooltip(tr("Change of the picture from one step of the film strip to the next, against the mean step"));
  ImGui::SetCursorPosY(start + theme.px(kRow));
  nearest_row(frame, state);
}

void draw_comparison(Frame& frame, ExploreState& state, float side) {
  const Theme& theme = frame.theme;
  if (const char* reason = comparison_missing(frame, state.compare_with)) {
    if (empty_state(theme, ICON_FA_CLONE, tr("The pixel cross-fade stands here, at the same t as the walk."),
                    reason, tr("Pin this picture"), side / theme.scale))
      pin_current(frame);
    return;
  }
  const bool fade = state.compare_with == CompareWith::kCrossFade;
  section_title(theme, compare_label(state.compare_with), fade ? tr("same t") : nullptr);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  draw_picture(frame, ImGui::GetWindowDrawList(), other_picture(frame, state).tile, at,
               {at.x + side, at.y + side});
  gap(theme);
  comparison_numbers(frame, state);
}

}  // namespace ui::explore
