#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/io/images/decoded.h"

namespace io {

/// Decodes a WebP by libwebp, lossy or lossless, of an animation the first frame on its canvas; alpha is laid
/// over white, the EXIF orientation is applied. Throws core::Error.
DecodedImage decode_webp(std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
