#include "core/io/images/format.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/base/format.h"

namespace io {
namespace {

constexpr std::array kNames = {"JPEG", "PNG", "GIF", "BMP", "WebP", "PNM", "TIFF", "AVIF", "HEIC", "JPEG XL"};

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Texts begin with "BM" too: the size of the second header must be a small number.
bool is_bmp(std::string_view head) {
  constexpr std::size_t kSizeAt = 14;
  return head.starts_with("BM") && head.size() >= kSizeAt + 4 && head[kSizeAt] != 0 &&
         head.substr(kSizeAt + 1, 3) == std::string_view("\0\0\0", 3);
}

bool is_pnm(std::string_view head) {
  constexpr std::string_view kBlanks = " \t\r\n", kNext = "0123456789#";
  if (head.size() < 4 || head[0] != 'P' || head[1] < '1' || head[1] > '6') return false;
  const std::size_t next = head.find_first_not_of(kBlanks, 2);
  return next != std::string_view::npos && next > 2 && kNext.find(head[next]) != std::string_view::npos;
}

/// What follows the box "ftyp" of an ISO media file.
std::optional<ImageFormat> sniff_brand(std::string_view brand) {
  if (starts_with_any(brand, {"avif", "avis"})) return ImageFormat::kAvif;
  if (starts_with_any(brand, {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}))
    return ImageFormat::kHeic;
  return std::nullopt;
}

}  // namespace

const char* format_name(ImageFormat format) {
  return kNames.at(static_cast<std::size_t>(format));
}

std::string read_formats() {
  return core::alternatives(std::vector<std::string>(kNames.begin(), kNames.end() - kUnreadFormats.size()));
}

std::string unread_reason(ImageFormat format) {
  return std::string(format_name(format)) + " images are not read";
}

std::optional<ImageFormat> sniff_image(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (text.starts_with("\xFF\xD8\xFF")) return ImageFormat::kJpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return ImageFormat::kPng;
  if (starts_with_any(text, {"GIF87a", "GIF89a"})) return ImageFormat::kGif;
  if (is_bmp(text)) return ImageFormat::kBmp;
  if (text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP")) return ImageFormat::kWebP;
  if (is_pnm(text)) return ImageFormat::kPnm;
  using namespace std::string_view_literals;
  if (starts_with_any(text, {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})) return ImageFormat::kTiff;
  if (starts_with_any(text, {"\xFF\x0A"sv, "\0\0\0\x0CJXL \r\n\x87\n"sv})) return ImageFormat::kJpegXl;
  if (text.size() > 8 && text.substr(4).starts_with("ftyp")) return sniff_brand(text.substr(8));
  return std::nullopt;
}

}  // namespace io
