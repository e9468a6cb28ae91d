#include "core/io/sources/square.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/io/images/decode.h"

namespace io {
namespace {

/// Scaling the shorter side to the target size makes the longer one this many times larger at most.
constexpr int kMaxAspect = 64;
/// A picture enlarged more than that shows nothing.
constexpr int kMaxEnlarged = 16;

std::string pixels_of(const core::Image& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height) + " pixels";
}

}  // namespace

DecodedImage load_square(const std::filesystem::path& file, const ImageShape& shape) {
  DecodedImage decoded = load_with_remark(file);
  const auto [shorter, longer] = std::minmax(decoded.image.width, decoded.image.height);
  if (longer / shorter >= kMaxAspect)
    throw core::Error("the image is too narrow: " + pixels_of(decoded.image), file.string());
  if (shorter == 1 || shorter * kMaxEnlarged < shape.size)
    throw core::Error("the image is too small: " + pixels_of(decoded.image), file.string());
  decoded.image = core::to_channels(core::centre_square(decoded.image, shape.size), shape.channels);
  return decoded;
}

}  // namespace io
