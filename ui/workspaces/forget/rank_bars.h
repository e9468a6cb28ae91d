#pragma once

#include "ui/frame.h"

namespace ui {

/// The weights of all maps, ranked, as bars (left of k in accent) with the k slider on the same axis below
/// and the counts beside it. Needs a fit. Takes kRankBarsHeight logical pixels.
void rank_bars(Frame& frame);

inline constexpr float kRankBarsHeight = 136;

}  // namespace ui
