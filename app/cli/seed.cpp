#include "app/cli/seed.h"

#include <charconv>
#include <cstdint>
#include <string>

namespace app {

CLI::Validator seed_range() {
  return CLI::Validator(
      [](const std::string& text) -> std::string {
        std::int64_t seed = -1;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
        if (error == std::errc() && end == text.data() + text.size() && seed >= 0) return {};
        return "a seed is a whole number from 0 to 9223372036854775807, not " + text;
      },
      "SEED");
}

}  // namespace app
