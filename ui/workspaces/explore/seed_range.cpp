#include "ui/workspaces/explore/seed_range.h"

#include <charconv>
#include <limits>

namespace ui::explore {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return seed;
}

}  // namespace

std::string seed_range_text(const SeedRange& range) {
  const auto more = static_cast<std::uint64_t>(range.count > 0 ? range.count - 1 : 0);
  return std::to_string(range.first) + " – " + std::to_string(range.first + more);
}

std::optional<SeedRange> parse_seed_range(std::string_view text, int count) {
  std::size_t dash = text.find("–"), after = dash + std::string_view("–").size();
  if (dash == std::string_view::npos) {
    dash = text.find('-');
    after = dash + 1;
  }
  const auto first = parse_seed(trimmed(text.substr(0, dash)));
  if (!first || *first > std::numeric_limits<std::uint64_t>::max() - kMostSheetTiles) return std::nullopt;
  if (dash == std::string_view::npos) return SeedRange{*first, count};
  const auto last = parse_seed(trimmed(text.substr(after)));
  if (!last || *last < *first || *last - *first >= kMostSheetTiles) return std::nullopt;
  return SeedRange{*first, static_cast<int>(*last - *first) + 1};
}

}  // namespace ui::explore
