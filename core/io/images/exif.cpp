#include "core/io/images/exif.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace io {
namespace {

constexpr std::uint16_t kOrientationTag = 0x0112, kShort = 3;
constexpr std::size_t kEntryBytes = 12;
constexpr char kExifMark[] = "Exif\0";  // with the closing zero six bytes

/// A number of `size` bytes at `at`; the caller has checked that it lies inside.
std::uint32_t number(std::span<const std::byte> bytes, std::size_t at, std::size_t size, bool big_endian) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + (big_endian ? i : size - 1 - i)]);
  }
  return value;
}

bool starts_with(std::span<const std::byte> bytes, const char* text, std::size_t size) {
  return bytes.size() >= size && std::memcmp(bytes.data(), text, size) == 0;
}

}  // namespace

bool is_marked_exif(std::span<const std::byte> block) {
  return starts_with(block, kExifMark, sizeof kExifMark);
}

int exif_orientation(std::span<const std::byte> tiff) {
  if (is_marked_exif(tiff)) tiff = tiff.subspan(sizeof kExifMark);
  const bool big_endian = starts_with(tiff, "MM\0*", 4);
  if (tiff.size() < 8 || (!big_endian && !starts_with(tiff, "II*\0", 4))) return 1;
  const std::size_t directory = number(tiff, 4, 4, big_endian);
  if (directory > tiff.size() - 2) return 1;
  const std::size_t count = number(tiff, directory, 2, big_endian);
  for (std::size_t i = 0, at = directory + 2; i < count && at + kEntryBytes <= tiff.size();
       ++i, at += kEntryBytes) {
    if (number(tiff, at, 2, big_endian) != kOrientationTag || number(tiff, at + 2, 2, big_endian) != kShort)
      continue;
    const auto orientation = static_cast<int>(number(tiff, at + 8, 2, big_endian));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

std::span<const std::byte> exif_in_png(std::span<const std::byte> png) {
  constexpr std::size_t kSignatureBytes = 8, kHeadBytes = 8, kCrcBytes = 4;
  if (png.size() < kSignatureBytes) return {};
  for (auto rest = png.subspan(kSignatureBytes); rest.size() >= kHeadBytes + kCrcBytes;) {
    const std::size_t length = number(rest, 0, 4, true);
    if (length > rest.size() - kHeadBytes - kCrcBytes) return {};
    if (starts_with(rest.subspan(4), "eXIf", 4)) return rest.subspan(kHeadBytes, length);
    rest = rest.subspan(kHeadBytes + length + kCrcBytes);
  }
  return {};
}

core::Image turned_upright(core::Image image, int orientation) {
  if (orientation <= 1 || orientation > 8) return image;
  const bool transpose = orientation >= 5;
  const int width = image.width, height = image.height;
  // Which source corner becomes the upper left one.
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  core::Image turned(transpose ? height : width, transpose ? width : height, image.channels);
  for (int y = 0; y < turned.height; ++y) {
    for (int x = 0; x < turned.width; ++x) {
      const int u = transpose ? y : x, v = transpose ? x : y;
      std::copy_n(image.at(from_right ? width - 1 - u : u, from_bottom ? height - 1 - v : v), image.channels,
                  turned.at(x, y));
    }
  }
  return turned;
}

}  // namespace io
