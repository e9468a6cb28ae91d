#include "core/image/png.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "core/base/error.h"
#include "core/base/hash.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wuseless-cast"
#endif
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace core {
namespace {

constexpr std::int64_t kMaxSide = 32768;
// stb_image_write counts in int and doubles its buffers: half a gigabyte of rows stays clear of the overflow.
constexpr std::int64_t kMaxRowBytes = std::int64_t{512} << 20;
constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxKeyBytes = 79;
constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kHeaderEnd = 8 + 12 + 13;  // signature and IHDR

std::string text_of(std::span<const std::byte> bytes) {
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

std::uint32_t read_u32(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  return value;
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_u32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  out.append(type).append(data);
  append_u32(out, crc32(std::as_bytes(std::span(out).subspan(start))));
}

bool is_legal_key(std::string_view key) {
  if (key.empty() || key.size() > kMaxKeyBytes || key.front() == ' ' || key.back() == ' ') return false;
  for (const char letter : key) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 32 || (code > 126 && code < 161)) return false;
  }
  return key.find("  ") == std::string_view::npos;
}

void append_text(std::string& out, const std::string& key, const std::string& text) {
  if (!is_legal_key(key)) throw Error("not a PNG text key", key, "1 to 79 Latin-1 letters");
  if (text.size() > kMaxTextBytes) throw Error("PNG text longer than 1 MiB", key);
  if (text.find('\0') != std::string::npos) throw Error("PNG text with a zero byte", key);
  // After the key: uncompressed, method 0, no language tag, no translated key.
  append_chunk(out, "iTXt", key + std::string(5, '\0') + text);
}

void append_density(std::string& out, int dots_per_inch) {
  const auto per_metre = static_cast<std::uint32_t>(dots_per_inch / 0.0254 + 0.5);
  std::string data;
  append_u32(data, per_metre);
  append_u32(data, per_metre);
  data.push_back(1);  // the unit is the metre
  append_chunk(out, "pHYs", data);
}

void check_encodable(const Image& image) {
  const std::string size = std::to_string(image.width) + " x " + std::to_string(image.height) + " x " +
                           std::to_string(image.channels);
  if (image.width < 1 || image.height < 1 || (image.channels != 1 && image.channels != 3)) {
    throw Error("not an image that a PNG can hold", size);
  }
  if (!fits_png(image.width, image.height, image.channels)) {
    throw Error("the image is too large for a PNG", size, "at most 32768 a side and 512 MiB of pixels");
  }
  if (image.pixels.size() != std::uint64_t(image.width) * image.height * image.channels)
    throw Error("the image's pixels do not fit its size", size);
}

/// Key and text of a tEXt or iTXt chunk; false when it is compressed or malformed.
bool split_text(std::string_view type, std::string_view data, std::string& key, std::string& text) {
  const std::size_t key_end = data.find('\0');
  if (key_end == std::string_view::npos || !is_legal_key(data.substr(0, key_end))) return false;
  key = data.substr(0, key_end);
  data.remove_prefix(key_end + 1);
  if (type == "iTXt") {
    if (data.size() < 2 || data[0] != '\0') return false;
    data.remove_prefix(2);
    for (int field = 0; field < 2; ++field) {
      const std::size_t end = data.find('\0');
      if (end == std::string_view::npos) return false;
      data.remove_prefix(end + 1);
    }
  }
  text = data;
  return true;
}

}  // namespace

bool fits_png(std::int64_t width, std::int64_t height, int channels) {
  return width <= kMaxSide && height <= kMaxSide && (width * channels + 1) * height <= kMaxRowBytes;
}

std::vector<std::byte> encode_png(const Image& image, const PngText& text, int dots_per_inch) {
  check_encodable(image);
  if (dots_per_inch < 0 || dots_per_inch > 100000) {
    throw Error("illegal resolution", std::to_string(dots_per_inch) + " dots per inch");
  }
  std::string extra;
  if (dots_per_inch > 0) append_density(extra, dots_per_inch);
  for (const auto& [key, value] : text) append_text(extra, key, value);

  int length = 0;
  const std::unique_ptr<unsigned char, decltype(&std::free)> plain(
      stbi_write_png_to_mem(image.pixels.data(), 0, image.width, image.height, image.channels, &length),
      &std::free);
  if (plain == nullptr || length < 0) throw Error("not enough memory to write a PNG");

  const auto encoded = std::as_bytes(std::span(plain.get(), static_cast<std::size_t>(length)));
  const auto added = std::as_bytes(std::span(extra));
  std::vector<std::byte> png;
  png.reserve(encoded.size() + added.size());
  png.insert(png.end(), encoded.begin(), encoded.begin() + kHeaderEnd);
  png.insert(png.end(), added.begin(), added.end());
  png.insert(png.end(), encoded.begin() + kHeaderEnd, encoded.end());
  return png;
}

PngText read_png_text(std::span<const std::byte> png) {
  if (png.size() < kSignature.size() || text_of(png.first(kSignature.size())) != kSignature) {
    throw Error("not a PNG file");
  }
  PngText found;
  std::size_t total = 0;
  std::span<const std::byte> rest = png.subspan(kSignature.size());
  while (rest.size() >= 12) {
    const std::size_t length = read_u32(rest);
    if (length > rest.size() - 12) throw Error("the PNG file is cut off");
    const std::string type = text_of(rest.subspan(4, 4));
    if (type == "IEND") return found;
    if (type == "tEXt" || type == "iTXt") {
      // The limit holds for all texts together too, so that many chunks cannot fill the memory.
      total += length;
      if (total > kMaxTextBytes + kMaxTextBytes) throw Error("the PNG file holds more text than 2 MiB");
      if (read_u32(rest.subspan(8 + length)) != crc32(rest.subspan(4, 4 + length))) {
        throw Error("a PNG text chunk is damaged");
      }
      std::string key, text;
      if (split_text(type, text_of(rest.subspan(8, length)), key, text)) {
        if (text.size() > kMaxTextBytes) throw Error("PNG text longer than 1 MiB", key);
        found[key] = text;
      }
    }
    rest = rest.subspan(12 + length);
  }
  throw Error("the PNG file is cut off");
}

}  // namespace core
