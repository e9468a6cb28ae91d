#pragma once

#include <span>

#include "core/base/progress.h"
#include "core/request/evaluation.h"

namespace tasks {

/// Multi-scale structural similarity of two pictures of one size, 1 = equal. Five scales with Wang's weights,
/// 11-tap Gaussian window that shrinks with the picture, k1 0.01, k2 0.03, 2x box downsampling
/// (docs/promises.md: Verdicts). Mean over channels.
double ms_ssim(const core::Image& a, const core::Image& b);

/// Mean MS-SSIM of the pairs (0, 1), (2, 3), ... with a 95 % interval from the pairs' spread.
core::Interval pair_similarity(std::span<const core::Image> images, const core::Progress& progress);

}  // namespace tasks
