#pragma once

#include <algorithm>

namespace ui {

/// Framebuffer pixels from the top left: [x0, x1) x [y0, y1).
struct PixelArea {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  bool empty() const { return x0 >= x1 || y0 >= y1; }

  bool meets(const PixelArea& other) const {
    return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
  }

  bool operator==(const PixelArea&) const = default;
};

inline PixelArea common(const PixelArea& a, const PixelArea& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

/// The smallest one that holds both.
inline PixelArea around(const PixelArea& a, const PixelArea& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

}  // namespace ui
