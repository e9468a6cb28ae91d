#pragma once

#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

// The latent pad: the plane that dragging moves in, seen from above. Everything on it is projected onto u
// and v; rings stand where the plane has the norm percentiles 5, 50 and 95 of the prior.

/// "Latent pad" with the scale of dragging, in typical norms a half canvas width.
void latent_pad_title(Frame& frame);
/// The square itself, `side` screen pixels: drag = walk, click on a pin = go there.
void latent_pad(Frame& frame, ExploreState& state, float side);
/// Which plane, whether the norm is kept, other directions. `brief` leaves "u, v:" out.
void latent_pad_controls(Frame& frame, ExploreState& state, bool brief = false);

}  // namespace ui::explore
