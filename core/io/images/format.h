#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace io {

enum class ImageFormat { kJpeg, kPng, kGif, kBmp, kWebP };

const char* format_name(ImageFormat format);  // "JPEG"

/// The format that the first bytes of a file announce (12 suffice); nothing when it is none of these.
std::optional<ImageFormat> sniff_image(std::span<const std::byte> head);

}  // namespace io
