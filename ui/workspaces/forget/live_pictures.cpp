#include "ui/workspaces/forget/live_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/image/average.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/picture_side.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"

namespace ui::forget {
namespace {

constexpr float kTitle = 24, kCaption = 20, kBetween = 16, kLeastRemark = 40;
constexpr core::Surface kSurfaces[] = {core::Surface::kCanvas, core::Surface::kForgetAfter,
                                       core::Surface::kForgetControl};

std::string remark_of(const Frame& frame, int index) {
  const core::ForgetDocument& document = frame.document.forget;
  if (index == 0) return tr("no map dropped");
  if (!document.fit) return tr("nothing fitted yet");
  if (!document.active) return tr("mask off");
  const std::size_t count = document.dropped().size();
  return index == 1 ? fmt::format("{} {} {}", count, verbatim(document.label), tr("maps dropped"))
                    : fmt::format("{} {}", count, tr("random maps dropped"));
}

const char* title_of(int index) {
  return index == 0 ? tr("Before") : index == 1 ? tr("After") : tr("Control");
}

const char* tooltip_of(int index) {
  if (index == 0) return tr("The picture of z. Drag to walk");
  return index == 1 ? tr("The same z with the top k maps set to zero (paper section 6.3.1)")
                    : tr("The same z with as many other maps set to zero, matched in mean activation");
}

/// Boxes drawn on the z that is shown, where it is one of the samples.
std::vector<CanvasBox> boxes_here(const Frame& frame, bool edited_one) {
  std::vector<CanvasBox> boxes;
  const auto& seed = frame.document.explore.current.seed;
  if (!seed) return boxes;
  const auto found = frame.document.forget.boxes.find(*seed);
  if (found == frame.document.forget.boxes.end()) return boxes;
  for (const core::Box& box : found->second)
    boxes.push_back({box.x, box.y, box.width, box.height, edited_one ? frame.theme.accent : IM_COL32_WHITE});
  return boxes;
}

void heading(const Frame& frame, int index, float side) {
  const Theme& theme = frame.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos(), end{at.x + side, at.y + theme.px(kTitle)};
  ImGui::Dummy({side, theme.px(kTitle) - ImGui::GetStyle().ItemSpacing.y});
  tooltip(tooltip_of(index));
  float used = 0;
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    draw_text_in(at, end, {0, 0.4f}, theme.text, elide_end(title_of(index), side));
    used = text_width(title_of(index)) + theme.px(metric::kGroupGap);
  }
  if (side - used < theme.px(kLeastRemark)) return;
  const TextScope small(theme, TextSize::kSmall);
  draw_text_in({at.x + used, at.y}, end, {0, 0.45f}, theme.text_dim,
               elide_end(remark_of(frame, index), side - used));
}

void change(const Frame& frame, int index, float side) {
  const Theme& theme = frame.theme;
  const TextScope small(theme, TextSize::kSmall);
  const auto measured = change_from_canvas(frame.snapshot, kSurfaces[index]);
  std::string text = " ";
  if (index == 0)
    text = frame.document.explore.current.seed
               ? fmt::format("{} {}", tr("seed"), *frame.document.explore.current.seed)
               : std::string(tr("z without seed"));
  else if (measured && frame.document.forget.fit)
    text = fmt::format("{} {:.1f}\u2009%", tr("image change"), *measured * 100);
  text_dim(theme, elide_end(text, side).c_str());
  if (index) tooltip(tr("Mean pixel difference to Before"));
}

}  // namespace

std::optional<double> change_from_canvas(const core::Snapshot& snapshot, core::Surface surface) {
  const core::SurfacePictures* before = snapshot.surface(core::Surface::kCanvas);
  const core::SurfacePictures* after = snapshot.surface(surface);
  if (!before || !after || before->tiles.empty() || after->tiles.empty()) return std::nullopt;
  const core::Image &a = before->tiles.front(), &b = after->tiles.front();
  if (a.empty() || !core::same_shape(a, b)) return std::nullopt;
  if (before->z.empty() || after->z.empty() || before->z.front() != after->z.front()) return std::nullopt;
  return core::mean_difference(a, b);
}

void LivePictures::column(Frame& frame, const ForgetState& state, int index, float side, bool difference) {
  const IdScope scope(index);
  const GroupScope group;
  heading(frame, index, side);
  const std::vector<CanvasBox> boxes =
      state.show_boxes ? boxes_here(frame, index == 0) : std::vector<CanvasBox>{};
  CanvasOptions options;
  options.picture.tile = frame.textures.tile(kSurfaces[index], 0);
  if (difference && index > 0) {
    options.other.tile = frame.textures.tile(core::Surface::kCanvas, 0);
    options.compare = Compare::kDifference;
  }
  options.boxes = boxes;
  options.size = {side, side};
  options.padding = {0, 0};
  options.show_overlays = frame.view.show_overlays;
  ImageCanvas& canvas = canvases_[static_cast<std::size_t>(index)];
  canvas.fit();
  const CanvasResult result = canvas.draw(frame, "##picture", options);
  if (options.picture.tile) walks_[static_cast<std::size_t>(index)].update(frame, result);
  change(frame, index, side);
}

void LivePictures::draw(Frame& frame, const ForgetState& state, float height, bool difference) {
  const Theme& theme = frame.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, between = theme.px(kBetween);
  const float room = std::min((width - 2 * between) / 3, height - theme.px(kTitle + kCaption));
  const float side = picture_side(std::max(room, 1.0f), frame.model()->size);
  const float free = std::max(width - 3 * side - 2 * between, 0.0f);
  // The three share the free width, so that they stand over the bars from edge to edge.
  const float step = side + between + free / 4;
  const float left = at.x + std::max((width - side - 2 * step) / 2, 0.0f);
  for (int i = 0; i < 3; ++i) {
    ImGui::SetCursorScreenPos({std::round(left + step * static_cast<float>(i)), at.y});
    column(frame, state, i, side, difference);
  }
  ImGui::SetCursorScreenPos(
      {at.x, at.y + std::min(height, side + theme.px(kTitle + kCaption + metric::kGap))});
}

}  // namespace ui::forget
