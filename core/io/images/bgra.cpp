#include "core/io/images/bgra.h"

#include <algorithm>
#include <cstddef>

namespace io {
namespace {

/// One value of `Value` laid over white with its alpha, rounded to 8 bits.
template <typename Value>
std::uint8_t over_white(std::uint64_t value, std::uint64_t alpha) {
  constexpr std::uint64_t kFull = static_cast<Value>(-1), kUnit = kFull * kFull;
  const std::uint64_t blended = value * alpha + kFull * (kFull - alpha);
  return static_cast<std::uint8_t>((blended * 255 + kUnit / 2) / kUnit);
}

template <typename Value>
DecodedImage laid(const Bgra& pixels, bool grey) {
  constexpr std::size_t kBytes = sizeof(Value);
  DecodedImage decoded{core::Image(pixels.width, pixels.height, grey ? 1 : 3)};
  const std::uint8_t* in = pixels.pixels.data();
  const auto value = [&](std::size_t channel) -> std::uint64_t {
    const std::uint8_t* at = in + channel * kBytes;
    return kBytes == 1 ? at[0] : std::uint64_t{at[0]} | std::uint64_t{at[1]} << 8;
  };
  std::uint64_t brightest = 0, most_opaque = 0;
  auto& out_pixels = decoded.image.pixels;
  for (std::uint8_t *out = out_pixels.data(), *end = out + out_pixels.size(); out != end; in += 4 * kBytes) {
    const std::uint64_t alpha = value(3);
    if (!grey) *out++ = over_white<Value>(value(2), alpha);
    *out++ = over_white<Value>(value(1), alpha);
    if (!grey) *out++ = over_white<Value>(value(0), alpha);
    brightest = std::max({brightest, value(0), value(1), value(2)});
    most_opaque = std::max(most_opaque, alpha);
  }
  if (most_opaque == 0)
    decoded.remark = remark::kTransparent;
  else if (kBytes == 2 && ends_at_twelve_bits(brightest))
    decoded.remark = remark::kTwelveBits;
  return decoded;
}

}  // namespace

DecodedImage laid_over_white(const Bgra& pixels, bool grey) {
  return pixels.wide ? laid<std::uint16_t>(pixels, grey) : laid<std::uint8_t>(pixels, grey);
}

}  // namespace io
