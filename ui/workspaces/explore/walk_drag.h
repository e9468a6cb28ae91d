#pragma once

#include "ui/gl/image_canvas.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

// Dragging the canvas or the pad walks in the plane of the document. Right is +u, up is +v. One drag is one
// undo step; playing stops.

inline constexpr float kFineDrag = 0.2f;  // of the way while Shift is held

void begin_walk(Frame& frame, ExploreState& state);
/// Where the walk stands now: z units of the plane since it began.
void walk_to(Frame& frame, ExploreState& state, core::PlanePoint moved);
/// True when it went anywhere.
bool end_walk(Frame& frame, ExploreState& state);

/// The gesture on the canvas: `half_width` screen pixels are Document::explore.scale z units, whatever the
/// zoom. Leaves a mark of start and end.
void drag_canvas(Frame& frame, ExploreState& state, const CanvasResult& canvas, float half_width);

}  // namespace ui::explore
