#pragma once

#include "ui/gl/image_canvas.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

// What is drawn over the canvas: white lines on a dark edge, so that they show on any picture.

/// Start, way and end of a drag with the plate "Δu +1.26  Δv +0.86". Kept inside the canvas `min`..`max`.
void draw_drag_mark(const Theme& theme, const CanvasResult& canvas, const DragMark& mark, ImVec2 min,
                    ImVec2 max);
/// The first minute: arrows from the middle in four directions, and the word.
void draw_invitation(const Theme& theme, const CanvasResult& canvas);

}  // namespace ui::explore
