#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/base/json.h"

namespace core {

/// The whole number that a stranger's `json` is, when it is one from `low` to `high`, both among them.
/// Nothing for another kind of value, a fraction, or a number outside, whose upper bits are never lost.
template <std::integral Number>
std::optional<Number> whole_number(const Json& json, Number low, Number high) {
  const auto within = [&](auto value) -> std::optional<Number> {
    if (std::cmp_less(value, low) || std::cmp_greater(value, high)) return std::nullopt;
    return static_cast<Number>(value);
  };
  if (json.is_number_unsigned()) return within(json.get<std::uint64_t>());
  if (json.is_number_integer()) return within(json.get<std::int64_t>());
  return std::nullopt;
}

/// The same of any number, fractions among them. NaN and infinity, which JSON cannot write, are outside.
inline std::optional<double> real_number(const Json& json, double low, double high) {
  if (!json.is_number()) return std::nullopt;
  const double value = json.get<double>();
  if (!(value >= low && value <= high)) return std::nullopt;
  return value;
}

}  // namespace core
