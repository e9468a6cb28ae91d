#pragma once

#include "ui/frame/frame.h"

namespace ui::forget {

/// The weights of all maps, ranked, as bars (left of k in accent) with the k slider on the same axis below
/// and the counts below it. Needs a fit. `height` in logical pixels, kRankBarsHeight or more.
void rank_bars(Frame& frame, float height);

inline constexpr float kRankBarsHeight = 136, kTallestRankBars = 232;

}  // namespace ui::forget
