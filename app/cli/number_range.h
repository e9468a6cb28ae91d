#pragma once

#include <CLI/CLI.hpp>
#include <sstream>
#include <string>

#include "core/request/figure_ranges.h"

namespace app {

/// Accepts low to high, both among them. CLI::Range lets NaN pass, which is neither below nor above a number.
inline CLI::Validator number_range(double low, double high) {
  std::ostringstream words;
  words << low << " to " << high;
  return CLI::Validator(
      [=, allowed = words.str()](const std::string& text) -> std::string {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high) return {};
        return "a number from " + allowed + ", not " + text;
      },
      "FLOAT in [" + words.str() + "]");
}

inline CLI::Validator in_range(const core::Range<double>& range) {
  return number_range(range.low, range.high);
}

inline CLI::Validator in_range(const core::Range<int>& range) {
  return CLI::Range(range.low, range.high);
}

}  // namespace app
