#pragma once

#include <cstdint>
#include <vector>

#include "core/request/requests.h"

namespace ui::forget {

/// What of a box is held: a side, a corner, or the whole of it.
enum class BoxPart {
  kNone,
  kInside,
  kLeft,
  kRight,
  kTop,
  kBottom,
  kTopLeft,
  kTopRight,
  kBottomLeft,
  kBottomRight
};

/// Boxes below this many pixels on a side are dropped.
inline constexpr float kSmallestBox = 2;

/// The part of the box at a point; `reach` = half a handle, pixels of the picture.
BoxPart part_at(const core::Box& box, float x, float y, float reach);
/// The topmost box at a point, -1 for none.
int box_at(const std::vector<core::Box>& boxes, float x, float y);
/// The box between two points, on whole pixels, inside a picture of `size`.
core::Box box_between(float x0, float y0, float x1, float y1, int size, const std::string& label);
/// The box with one part moved by (dx, dy): sides stay in order, nothing leaves the picture, a moved box
/// keeps its size.
core::Box box_moved(const core::Box& box, BoxPart part, float dx, float dy, int size);
bool is_large_enough(const core::Box& box);

struct BoxCount {
  int boxes = 0, samples = 0;
};

/// Boxes of one label and the samples that hold them.
BoxCount count_boxes(const core::BoxesBySeed& boxes, const std::string& label);
/// Index of the next sample without a box after `from`, round once; `from` when all have one.
int next_without_box(const core::BoxesBySeed& boxes, std::uint64_t first_seed, int count, int from);

}  // namespace ui::forget
