#include "app/cli/seed.h"

#include <charconv>
#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/request/figure_ranges.h"

namespace app {
namespace {

constexpr auto kLargest = static_cast<std::int64_t>(core::figure_range::kSeed.high);

}  // namespace

CLI::Validator seed_range() {
  return CLI::Validator(
      [](const std::string& text) -> std::string {
        std::int64_t seed = -1;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
        if (error == std::errc() && end == text.data() + text.size() && seed >= 0) return {};
        return "a seed is a whole number from 0 to " + std::to_string(kLargest) + ", not " + text;
      },
      "SEED");
}

void check_seeds(std::uint64_t first, std::int64_t count) {
  if (first <= kLargest && count - 1 <= kLargest - static_cast<std::int64_t>(first)) return;
  throw core::UsageError(
      "seeds end at " + std::to_string(kLargest),
      count > 1 ? std::to_string(count) + " from " + std::to_string(first) : std::to_string(first),
      "begin with a smaller one");
}

}  // namespace app
