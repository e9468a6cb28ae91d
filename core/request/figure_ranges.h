#pragma once

#include <cstdint>
#include <limits>

#include "core/base/range.h"
#include "core/model/model_blocks.h"

namespace core {

/// The numbers of figures, fits and evaluations. The command line, the reader of saved requests and the
/// window's fields all take their ranges here, so that what one of them lets pass the others do too.
namespace figure_range {

/// What the command line takes: seed + i stays a number, and -1 is not read as 2^64 - 1. A saved request may
/// hold any.
inline constexpr Range<std::uint64_t> kSeed{0, std::numeric_limits<std::int64_t>::max()};
inline constexpr Range<int> kItems{1, 100'000};   // pictures, rows, columns of samples: all made from seeds
inline constexpr Range<int> kPoints{2, 100'000};  // of a walk
inline constexpr Range<int> kSheetColumns{0, 1000};  // 0 = as square as possible
inline constexpr Range<int> kGap{0, 64};             // pixels
inline constexpr Range<int> kEnlarge{1, 32};
inline constexpr Range<double> kSecondsPerSegment{0.01, 3600};
inline constexpr Range<int> kFramesPerSecond{1, 240};
inline constexpr Range<int> kWalkColumns{2, 100};
inline constexpr Range<double> kNoise{0, 100};
inline constexpr Range<int> kTurnColumns{1, 101};
inline constexpr Range<double> kTurnStep{-100, 100};  // multiples of the axis
inline constexpr Range<int> kGeneratorBlock{1, kMaxBlocks};
inline constexpr Range<int> kDiscriminatorBlock{0, kMaxBlocks};  // 0 = its last convolution
inline constexpr Range<int> kTopMaps{0, 1 << 20};                // 0 = all of positive weight
inline constexpr Range<double> kC{1e-6, 1e6};
inline constexpr Range<double> kNegativesPerPositive{0, 1000};
inline constexpr Range<int> kPairs{2, 100'000};   // of an evaluation
inline constexpr Range<int> kSamples{1, 10'000};  // whose nearest reals are searched

}  // namespace figure_range
}  // namespace core
