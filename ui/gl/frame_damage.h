#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <vector>

#include "ui/gl/pixel_area.h"

namespace ui {

/// Finds what a frame changes on the one before. It is for windows that the processor draws: every pixel and
/// every triangle costs time there, and while a picture is dragged nine tenths of the window stay the same.
/// The frame is cut into squares; each has a checksum of the triangles that touch it, in their order.
class FrameDamage {
 public:
  /// Areas that do not meet one another, outside of which `data` on `background` gives the pixels of the
  /// frame before: the whole frame at first, when its size or background changed, and after forget(). Call it
  /// before anything changes `data`.
  std::vector<PixelArea> next(const ImDrawData& data, ImU32 background);

  /// Forgets the frame before, because the screen may show something else now. The next frame is drawn whole.
  void forget() { sums_.clear(); }

 private:
  void add(const ImDrawList& list, const ImDrawData& data);
  void add_triangle(const ImDrawVert* corners[3], const PixelArea& clip, std::uint64_t state,
                    const ImDrawData& data);
  std::vector<PixelArea> changed_areas(const std::vector<std::uint64_t>& before) const;

  int width_ = 0, height_ = 0;  // framebuffer pixels
  int columns_ = 0, rows_ = 0;
  ImU32 background_ = 0;
  std::vector<std::uint64_t> sums_;  // of the squares, row by row
};

/// Leaves in `data` what draws inside the areas, which do not meet one another.
void clip_to(ImDrawData& data, std::span<const PixelArea> areas);

}  // namespace ui
