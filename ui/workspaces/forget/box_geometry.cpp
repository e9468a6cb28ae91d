#include "ui/workspaces/forget/box_geometry.h"

#include <algorithm>
#include <cmath>

namespace ui::forget {
namespace {

bool near(float a, float b, float reach) {
  return std::abs(a - b) <= reach;
}

/// How a part takes part in the moving of a box's left, right, top and bottom side.
struct Sides {
  bool left = false, right = false, top = false, bottom = false;
};

Sides sides_of(BoxPart part) {
  switch (part) {
    case BoxPart::kLeft:
      return {.left = true};
    case BoxPart::kRight:
      return {.right = true};
    case BoxPart::kTop:
      return {.top = true};
    case BoxPart::kBottom:
      return {.bottom = true};
    case BoxPart::kTopLeft:
      return {.left = true, .top = true};
    case BoxPart::kTopRight:
      return {.right = true, .top = true};
    case BoxPart::kBottomLeft:
      return {.left = true, .bottom = true};
    case BoxPart::kBottomRight:
      return {.right = true, .bottom = true};
    case BoxPart::kNone:
    case BoxPart::kInside:
      return {};
  }
  return {};
}

}  // namespace

BoxPart part_at(const core::Box& box, float x, float y, float reach) {
  const float right = box.x + box.width, bottom = box.y + box.height;
  if (x < box.x - reach || x > right + reach || y < box.y - reach || y > bottom + reach)
    return BoxPart::kNone;
  const bool at_left = near(x, box.x, reach), at_right = near(x, right, reach);
  const bool at_top = near(y, box.y, reach), at_bottom = near(y, bottom, reach);
  // The far corner wins on a tiny box, so that it can still be enlarged.
  if (at_bottom && at_right) return BoxPart::kBottomRight;
  if (at_top && at_left) return BoxPart::kTopLeft;
  if (at_top && at_right) return BoxPart::kTopRight;
  if (at_bottom && at_left) return BoxPart::kBottomLeft;
  if (at_right) return BoxPart::kRight;
  if (at_bottom) return BoxPart::kBottom;
  if (at_left) return BoxPart::kLeft;
  return at_top ? BoxPart::kTop : BoxPart::kInside;
}

int box_at(const std::vector<core::Box>& boxes, float x, float y) {
  for (int i = static_cast<int>(boxes.size()) - 1; i >= 0; --i)
    if (part_at(boxes[static_cast<std::size_t>(i)], x, y, 0) != BoxPart::kNone) return i;
  return -1;
}

core::Box box_between(float x0, float y0, float x1, float y1, int size, const std::string& label) {
  const auto place = [size](float at) { return std::clamp(std::round(at), 0.0f, static_cast<float>(size)); };
  const float left = place(std::min(x0, x1)), right = place(std::max(x0, x1));
  const float top = place(std::min(y0, y1)), bottom = place(std::max(y0, y1));
  return {label, left, top, right - left, bottom - top};
}

core::Box box_moved(const core::Box& box, BoxPart part, float dx, float dy, int size) {
  const auto whole = static_cast<float>(size);
  core::Box moved = box;
  if (part == BoxPart::kNone) return moved;
  if (part == BoxPart::kInside) {
    moved.x = std::clamp(std::round(box.x + dx), 0.0f, std::max(whole - box.width, 0.0f));
    moved.y = std::clamp(std::round(box.y + dy), 0.0f, std::max(whole - box.height, 0.0f));
    return moved;
  }
  const Sides held = sides_of(part);
  return box_between(box.x + (held.left ? dx : 0), box.y + (held.top ? dy : 0),
                     box.x + box.width + (held.right ? dx : 0), box.y + box.height + (held.bottom ? dy : 0),
                     size, box.label);
}

bool is_large_enough(const core::Box& box) {
  return box.width >= kSmallestBox && box.height >= kSmallestBox;
}

BoxCount count_boxes(const core::BoxesBySeed& boxes, const std::string& label) {
  BoxCount count;
  for (const auto& [seed, list] : boxes) {
    const auto of_label =
        std::count_if(list.begin(), list.end(), [&](const core::Box& box) { return box.label == label; });
    count.boxes += static_cast<int>(of_label);
    count.samples += of_label ? 1 : 0;
  }
  return count;
}

int next_without_box(const core::BoxesBySeed& boxes, std::uint64_t first_seed, int count, int from) {
  for (int step = 1; step < count; ++step) {
    const int sample = (from + step) % count;
    const auto found = boxes.find(first_seed + static_cast<std::uint64_t>(sample));
    if (found == boxes.end() || found->second.empty()) return sample;
  }
  return from;
}

}  // namespace ui::forget
