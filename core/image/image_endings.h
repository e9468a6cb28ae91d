#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "core/base/ending.h"

namespace core {

/// What image files that can be read are mostly called; io/images tells their format by content.
inline constexpr std::array<std::string_view, 12> kImageEndings{
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".bmp", ".webp", ".pnm", ".ppm", ".pgm", ".pbm"};

inline bool has_image_ending(const std::filesystem::path& file) {
  return std::find(kImageEndings.begin(), kImageEndings.end(), ending_of(file)) != kImageEndings.end();
}

}  // namespace core
