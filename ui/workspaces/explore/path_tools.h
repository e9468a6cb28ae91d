#pragma once

#include "ui/workspaces/explore/explore_state.h"
#include "ui/workspaces/explore/time_line.h"

namespace ui::explore {

/// The tool row of the path: play, loop, how to interpolate, how long and how smooth, exports.
void draw_path_tools(Frame& frame, ExploreState& state, const TimeLine& line);

}  // namespace ui::explore
