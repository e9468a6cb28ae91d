#pragma once

#include <cstdint>

namespace core {

/// The most steps that a run has: position in the data, seeds of the steps and names of files stay far below
/// 2^63.
inline constexpr std::int64_t kMostSteps = 1'000'000'000;

}  // namespace core
