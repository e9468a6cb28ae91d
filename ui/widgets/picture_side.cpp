#include "ui/widgets/picture_side.h"

#include <algorithm>
#include <cmath>

namespace ui {

float picture_side(float room, int pixels) {
  const auto size = static_cast<float>(std::max(pixels, 1));
  if (room >= size) return std::floor(room / size) * size;
  return std::max(std::floor(size / std::ceil(size / std::max(room, 1.0f))), 1.0f);
}

}  // namespace ui
