#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace core {

/// Data that the program draws itself, by the names that stand for them where a folder would.
inline constexpr std::array<const char*, 2> kProceduralSets{"rooms", "portraits"};

constexpr bool is_procedural_set(std::string_view data) {
  return std::any_of(kProceduralSets.begin(), kProceduralSets.end(),
                     [&](std::string_view name) { return name == data; });
}

}  // namespace core
