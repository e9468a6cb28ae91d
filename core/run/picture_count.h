#pragma once

#include <cstdint>
#include <string>

#include "core/base/error.h"

namespace core {

inline constexpr std::int64_t kMostPictures = 1'000'000;  // of a procedural set: six digits in a file's name

/// Throws UsageError for a number of pictures that no procedural set has.
inline void check_picture_count(std::int64_t count) {
  if (count < 1 || count > kMostPictures)
    throw UsageError("a data set cannot have this many pictures", std::to_string(count),
                     "choose a count from 1 to " + std::to_string(kMostPictures));
}

}  // namespace core
