#include "core/io/images/limits.h"

#include "core/base/error.h"

namespace io {

void check_image_size(std::uint64_t width, std::uint64_t height, std::size_t file_bytes,
                      const std::string& where) {
  constexpr std::uint64_t kAlwaysPixels = std::uint64_t{4} << 20, kPixelsPerByte = 2'000;
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width == 0 || height == 0) throw core::Error("the image has no pixels", where);
  if (width > kMaxImageSide || height > kMaxImageSide || width * height > kMaxImagePixels) {
    throw core::Error("the image is too large: " + size, where,
                      "sides up to 32768 and 64 million pixels are read");
  }
  if (width * height > kAlwaysPixels && width * height / kPixelsPerByte > file_bytes) {
    throw core::Error("the image claims " + size + " in " + std::to_string(file_bytes) + " bytes", where);
  }
}

}  // namespace io
