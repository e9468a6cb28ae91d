#pragma once

#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {

/// One column of the equation: exemplars with seed, percentile and D above the picture of their mean. Takes
/// dropped thumbnails; `height` in logical pixels.
void equation_bin(Frame& frame, ArithmeticState& state, core::BinId bin, float height);

inline constexpr float kEquationBinWidth = 148;  // logical pixels

/// One exemplar as a thumbnail of 64 px: drag source and swap target, removed by the small x that appears
/// over it, by Del or by its menu.
void bin_exemplar(Frame& frame, ArithmeticState& state, const BinItem& item);
/// The mean of a bin at `side` logical pixels; a drag source too. Nothing is drawn for an empty bin.
void bin_mean(Frame& frame, core::BinId bin, float side);

}  // namespace ui::arithmetic
