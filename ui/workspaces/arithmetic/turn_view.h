#pragma once

#include "ui/workspaces/arithmetic/arithmetic_state.h"
#include "ui/workspaces/arithmetic/turn_grid.h"

namespace ui::arithmetic {

/// One end of the turn: its exemplars at 64 px, then their mean with an accent frame; takes dropped
/// thumbnails. Logical pixels.
void turn_bin(Frame& frame, ArithmeticState& state, core::BinId bin, float width, float height);

/// The sheet for the latents asked for, with its alphas below. `origin` of the grid is the cursor.
void turn_sheet(Frame& frame, TurnGrid grid);

}  // namespace ui::arithmetic
