#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/io/images/decoded.h"

namespace io {

/// Decodes PNG, JPEG, GIF, BMP, WebP (of animations the first frame) or PNM by content, not by name: 8-bit
/// RGB, or grey where the file is grey. Alpha is laid over white, 16-bit is rounded, CMYK converted, EXIF
/// orientation applied. Hostile input: side <= 32768, pixels <= 64 M, file <= 256 MB; a file that lacks
/// pixels is an error. Throws core::Error with `where` and the reason; images of other known kinds are named.
DecodedImage decode_with_remark(std::span<const std::byte> bytes, const std::string& where);
DecodedImage load_with_remark(const std::filesystem::path& file);

/// The same for who has no use for a remark.
core::Image decode_image(std::span<const std::byte> bytes, const std::string& where);
core::Image load_image(const std::filesystem::path& file);

}  // namespace io
