#pragma once

namespace core {

/// What a number may be, both ends among it.
template <class Number>
struct Range {
  Number low, high;

  /// No for NaN.
  constexpr bool contains(Number value) const { return value >= low && value <= high; }
};

}  // namespace core
