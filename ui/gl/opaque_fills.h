#pragma once

#include <imgui.h>

#include <vector>

#include "ui/gl/pixel_area.h"

namespace ui {

/// A rectangle of one opaque colour.
struct OpaqueFill {
  PixelArea area;
  ImU32 color = 0;  // IM_COL32
};

/// Takes the large opaque rectangles with nothing under them out of `data`, in the order in which they were
/// drawn. Clearing them before the rest is drawn gives the same pixels. Where the processor draws, a cleared
/// pixel costs a fraction of a shaded one, and backgrounds of windows are two thirds of all pixels of a
/// frame.
std::vector<OpaqueFill> take_opaque_fills(ImDrawData& data);

}  // namespace ui
