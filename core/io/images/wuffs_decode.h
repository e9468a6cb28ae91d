#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/image/image.h"
#include "core/io/images/format.h"

namespace io {

/// Decodes the first frame by Wuffs; alpha is laid over white, 16-bit values are rounded, a grey PNG stays
/// grey, a PNG's EXIF orientation is applied. A file without its end is refused. Lossy and animated WebP are
/// not among Wuffs' formats. Throws core::Error.
core::Image decode_with_wuffs(ImageFormat format, std::span<const std::byte> bytes, const std::string& where);

}  // namespace io
