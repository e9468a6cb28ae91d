#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/image/image.h"

namespace io {

/// Decodes a JPEG by libjpeg-turbo. A warning that means lost pixels is fatal, so that a file cut short is
/// refused instead of half grey; one that does not, extra bytes before a marker, is not. CMYK and YCCK become
/// RGB, one component stays grey, the EXIF orientation is applied. Throws core::Error.
core::Image decode_jpeg(std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
