#pragma once

#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// The tool row over the canvas: enlargement, comparison, pin, export, copy as command.
void draw_image_tools(Frame& frame, ExploreState& state);

}  // namespace ui::explore
