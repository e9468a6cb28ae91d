#include "app/cli/seed.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/request/figure_ranges.h"

namespace app {
namespace {

constexpr auto kLargest = static_cast<std::int64_t>(core::figure_range::kSeed.high);

/// A whole number from 0 to `largest`.
CLI::Validator seed_up_to(std::uint64_t largest) {
  return CLI::Validator(
      [largest](const std::string& text) -> std::string {
        std::uint64_t seed = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
        if (error == std::errc() && end == text.data() + text.size() && seed <= largest) return {};
        return "a seed is a whole number from 0 to " + std::to_string(largest) + ", not " + text;
      },
      "SEED");
}

}  // namespace

CLI::Validator seed_range() {
  return seed_up_to(kLargest);
}

CLI::Validator run_seed_range() {
  return seed_up_to(std::numeric_limits<std::uint64_t>::max());
}

void check_seeds(std::uint64_t first, std::int64_t count) {
  if (first <= kLargest && count - 1 <= kLargest - static_cast<std::int64_t>(first)) return;
  throw core::UsageError(
      "seeds end at " + std::to_string(kLargest),
      count > 1 ? std::to_string(count) + " from " + std::to_string(first) : std::to_string(first),
      "begin with a smaller one");
}

}  // namespace app
