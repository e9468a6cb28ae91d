#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core {

/// 8-bit pixels, rows top to bottom, channels interleaved: index ((y * width) + x) * channels + c.
/// channels is 1 (grey) or 3 (sRGB); an empty image has width 0.
struct Image {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::vector<std::uint8_t> pixels;

  Image() = default;

  Image(int columns, int rows, int channel_count, std::uint8_t fill = 0)
      : width(columns),
        height(rows),
        channels(channel_count),
        pixels(static_cast<std::size_t>(columns) * rows * channel_count, fill) {}

  bool empty() const { return pixels.empty(); }

  std::uint8_t* at(int x, int y) {
    return pixels.data() + (static_cast<std::size_t>(y) * width + x) * channels;
  }

  const std::uint8_t* at(int x, int y) const {
    return pixels.data() + (static_cast<std::size_t>(y) * width + x) * channels;
  }

  bool operator==(const Image&) const = default;
};

/// The two can be compared and mixed pixel by pixel.
inline bool same_shape(const Image& a, const Image& b) {
  return a.width == b.width && a.height == b.height && a.channels == b.channels;
}

}  // namespace core
