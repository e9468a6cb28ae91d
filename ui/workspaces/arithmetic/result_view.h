#pragma once

#include "ui/frame/frame.h"

namespace ui::arithmetic {

inline constexpr float kResultGap = 2;  // between the nine pictures, logical pixels

/// Side in pixels of one picture of the 3 x 3 with its title above and its numbers below, in the room given.
float result_side(const Frame& frame, float width, float height);

/// The 3 x 3: G(Y) framed in the middle, Y with noise around it, the norm of Y and D below. `tile` = side of
/// one picture, screen pixels.
void result_view(Frame& frame, float tile);

}  // namespace ui::arithmetic
