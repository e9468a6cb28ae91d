#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/io/images/decoded.h"
#include "core/io/images/format.h"

namespace io {

/// Decodes the first frame of a PNG, GIF or BMP by Wuffs; alpha is laid over white, 16-bit values are
/// rounded, a grey PNG stays grey, a PNG's EXIF orientation is applied. A file that ends before its last
/// pixel is refused, one that only lacks its end mark is not. Throws core::Error.
DecodedImage decode_with_wuffs(ImageFormat format, std::span<const std::byte> bytes,
                               const std::string& where);

}  // namespace io
