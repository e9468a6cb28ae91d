#pragma once

#include <cstdint>

#include "core/image/image.h"

namespace io {

/// What is odd about a picture that can be used all the same: fixed texts, so that pictures can be counted by
/// them.
namespace remark {
inline constexpr const char* kTwelveBits = "its 16-bit values end at 4095 (12 bits), so it comes out dark";
inline constexpr const char* kTransparent = "it is transparent everywhere, so it comes out white";
}  // namespace remark

/// Of a picture of 16 bits: whether its brightest value is that of a sensor of 12 that nobody scaled. All
/// black says nothing.
constexpr bool ends_at_twelve_bits(std::uint64_t brightest) {
  return brightest > 0 && brightest < 4096;
}

struct DecodedImage {
  core::Image image;
  const char* remark = "";  // one of the above; empty = nothing is odd
};

}  // namespace io
