#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ui::explore {

/// The seeds of a contact sheet, as they stand in its box.
struct SeedRange {
  std::uint64_t first = 0;
  int count = 0;
  bool operator==(const SeedRange&) const = default;
};

inline constexpr int kMostSheetTiles = 1000;

/// "0 – 49".
std::string seed_range_text(const SeedRange& range);
/// "0 - 49", "0–49" or a first seed alone, which keeps the count. Nothing when it is neither, when the end
/// comes before the beginning or when there are more than kMostSheetTiles.
std::optional<SeedRange> parse_seed_range(std::string_view text, int count);

}  // namespace ui::explore
