#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/image/image.h"

namespace io {

/// Decodes PNG, JPEG, GIF (first frame), BMP or WebP by content, not by name: 8-bit RGB, or grey where the
/// file is grey. Alpha is laid over white, 16-bit is rounded, CMYK converted, EXIF orientation applied.
/// Hostile input: side <= 32768, pixels <= 64 M, file <= 256 MB; a truncated file is an error. Throws
/// core::Error with `where` and the reason.
core::Image decode_image(std::span<const std::byte> bytes, const std::string& where);
core::Image load_image(const std::filesystem::path& file);

}  // namespace io
