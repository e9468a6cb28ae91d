#include "core/model/guided_picture.h"

#include <algorithm>
#include <cmath>

namespace core {

double guided_scale(std::span<const GuidedMap> maps) {
  double largest = 1e-12;
  for (const GuidedMap& map : maps)
    for (const float value : map.gradient) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest;
}

Image guided_picture(const GuidedMap& map, double scale) {
  Image image(map.width, map.height, map.channels);
  const std::size_t area = static_cast<std::size_t>(map.width) * map.height;
  for (std::size_t i = 0; i < area; ++i)
    for (std::size_t c = 0; c < static_cast<std::size_t>(map.channels); ++c) {
      const double value = kGuidedZero + map.gradient[c * area + i] / scale * (255 - kGuidedZero);
      image.pixels[i * static_cast<std::size_t>(map.channels) + c] =
          static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    }
  return image;
}

}  // namespace core
