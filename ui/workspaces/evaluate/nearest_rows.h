#pragma once

#include <cstddef>

#include "ui/frame/frame.h"
#include "ui/workspaces/evaluate/evaluate_state.h"

namespace ui::evaluate {

/// Rows of the page from state.first_row on: sample, then its nearest reals with distance, percentile and
/// name. Returns how many rows fit into the panel, at least 1.
std::size_t nearest_rows(Frame& frame, const EvaluateState& state, float height);

}  // namespace ui::evaluate
