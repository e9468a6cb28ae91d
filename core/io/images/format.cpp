#include "core/io/images/format.h"

#include <string_view>

namespace io {

const char* format_name(ImageFormat format) {
  constexpr const char* kNames[] = {"JPEG", "PNG", "GIF", "BMP", "WebP"};
  return kNames[static_cast<int>(format)];
}

std::optional<ImageFormat> sniff_image(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (text.starts_with("\xFF\xD8\xFF")) return ImageFormat::kJpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return ImageFormat::kPng;
  if (text.starts_with("GIF87a") || text.starts_with("GIF89a")) return ImageFormat::kGif;
  if (text.starts_with("BM")) return ImageFormat::kBmp;
  if (text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP")) return ImageFormat::kWebP;
  return std::nullopt;
}

}  // namespace io
