#pragma once

#include "ui/frame/frame.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// The features one below the other, each with its attribution on the learned and on the random-weight D, in
/// as many columns as give the largest pictures. A click selects a feature.
void guided_rows(Frame& frame, DiscriminatorState& state, float height);

}  // namespace ui::discriminator
