#include "ui/workspaces/discriminator/guided_layout.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/picture_side.h"

namespace ui::discriminator {
namespace {

constexpr float kLeastCovered = 0.5f;  // of a panel

float column_width(const GuidedRoom& room, float side) {
  return room.label + 2 * side + room.gap;
}

/// The next larger side at which a picture is drawn.
float larger(float side, int picture) {
  const auto size = static_cast<float>(picture);
  if (side >= size) return side + size;
  const float parts = std::round(size / side);
  return picture_side(size / (parts - 1), picture);
}

/// As many columns as a width takes.
GuidedLayout scrolled(int count, const GuidedRoom& room, float side) {
  const float width = column_width(room, side);
  const int columns = std::clamp(static_cast<int>((room.width + room.between) / (width + room.between)), 1,
                                 std::max(count, 1));
  return {columns, (count + columns - 1) / columns, side, width};
}

float covered(int count, const GuidedRoom& room, const GuidedLayout& layout) {
  return static_cast<float>(count) * layout.column_width * (layout.side + room.gap) /
         (room.width * room.height);
}

}  // namespace

GuidedLayout guided_layout(int count, const GuidedRoom& room) {
  GuidedLayout best;
  for (int columns = 1; columns <= std::max(count, 1); ++columns) {
    const int rows = (count + columns - 1) / columns;
    const float width =
        (room.width - static_cast<float>(columns - 1) * room.between) / static_cast<float>(columns);
    const float free_x = (width - room.label - room.gap) / 2;
    const float free_y = room.height / static_cast<float>(std::max(rows, 1)) - room.gap;
    if (columns > 1 && free_x < room.smallest) break;
    const float most = std::max(std::min(free_x, free_y), room.smallest);
    const float side = picture_side(most, room.picture);
    if (columns == 1 || side > best.side) best = {columns, rows, side, column_width(room, side)};
  }
  // Whole enlargements are far apart. Rather than leave most of the panel empty the rows scroll.
  if (count > 0 && covered(count, room, best) < kLeastCovered)
    if (const float side = larger(best.side, room.picture); column_width(room, side) <= room.width)
      best = scrolled(count, room, side);
  return best;
}

float tile_side(int count, const GuidedRoom& room, float below, float largest) {
  const float smallest = picture_side(room.smallest, room.picture);
  float side = picture_side(std::max(largest, room.smallest), room.picture);
  while (side > smallest) {
    const float columns = std::floor((room.width + room.gap) / (side + room.gap));
    const float rows = columns < 1 ? 0 : std::ceil(static_cast<float>(count) / columns);
    if (columns >= 1 && rows * (side + below + room.gap) <= room.height) return side;
    side = picture_side(side - 1, room.picture);
  }
  return smallest;
}

}  // namespace ui::discriminator
