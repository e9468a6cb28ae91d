#pragma once

#include "ui/gl/image_canvas.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// What the canvas shows, with its pixels.
CanvasPicture canvas_picture(const Frame& frame);
/// What it is compared with: the pixel cross-fade at the play head, or the pin before it. Empty while that is
/// not drawn.
CanvasPicture other_picture(Frame& frame, ExploreState& state);
const char* compare_label(CompareWith with);
/// Why nothing can stand beside the canvas, through tr(); null = it can.
const char* comparison_missing(const Frame& frame, CompareWith with);

/// "Jump at this frame 1.1x mean" and "Nearest real 0.31 (p64)", one row each.
void comparison_numbers(Frame& frame, ExploreState& state);
/// Title, the other picture `side` screen pixels large, the numbers; or what belongs here and how.
void draw_comparison(Frame& frame, ExploreState& state, float side);

}  // namespace ui::explore
