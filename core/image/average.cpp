#include "core/image/average.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/base/error.h"

namespace core {
namespace {

constexpr int kMidGrey = 128;

std::string size_text(const Image& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height) + " x " +
         std::to_string(image.channels);
}

void require_same_size(const Image& a, const Image& b) {
  if (same_shape(a, b)) return;
  throw Error("the pictures differ in size", size_text(a) + " and " + size_text(b));
}

int value_or_grey(const Image& image, std::size_t index) {
  return image.empty() ? kMidGrey : image.pixels[index];
}

}  // namespace

Image mean_image(std::span<const Image> images) {
  if (images.empty()) return {};
  for (const Image& image : images) require_same_size(images.front(), image);
  Image mean = images.front();
  for (std::size_t i = 0; i < mean.pixels.size(); ++i) {
    int sum = 0;
    for (const Image& image : images) sum += image.pixels[i];
    mean.pixels[i] = static_cast<std::uint8_t>(sum / static_cast<int>(images.size()));
  }
  return mean;
}

Image pixel_arithmetic(std::span<const Image> a, std::span<const Image> b, std::span<const Image> c) {
  const Image means[] = {mean_image(a), mean_image(b), mean_image(c)};
  Image result;
  for (const Image& mean : means) {
    if (mean.empty()) continue;
    if (result.empty()) result = mean;
    require_same_size(result, mean);
  }
  for (std::size_t i = 0; i < result.pixels.size(); ++i) {
    const int sum = value_or_grey(means[0], i) - value_or_grey(means[1], i) + value_or_grey(means[2], i);
    result.pixels[i] = static_cast<std::uint8_t>(std::clamp(sum, 0, 255));
  }
  return result;
}

double mean_difference(const Image& a, const Image& b) {
  require_same_size(a, b);
  if (a.empty()) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(int(a.pixels[i]) - int(b.pixels[i]));
  return sum / (255.0 * static_cast<double>(a.pixels.size()));
}

}  // namespace core
