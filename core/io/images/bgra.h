#pragma once

#include <cstdint>
#include <vector>

#include "core/io/images/decoded.h"

namespace io {

/// Pixels as a decoder gives them: blue, green, red, alpha of one byte each, or two, the lower first.
struct Bgra {
  int width = 0, height = 0;
  bool wide = false;  // two bytes each
  std::vector<std::uint8_t> pixels;
};

/// Laid over white with its alpha and rounded to 8 bits; one channel, the green one, where it is `grey`.
DecodedImage laid_over_white(const Bgra& pixels, bool grey);

}  // namespace io
