#pragma once

#include <cstddef>
#include <span>

#include "core/image/image.h"

namespace io {

/// The orientation tag, 1 to 8, of an EXIF block that starts with its TIFF header ("II" or "MM"); 1, upright,
/// where it is absent or malformed.
int exif_orientation(std::span<const std::byte> tiff);

/// The TIFF header and what follows in a PNG file's eXIf chunk; empty where there is none.
std::span<const std::byte> exif_in_png(std::span<const std::byte> png);

/// The image as a camera held in `orientation` saw it.
core::Image turned_upright(core::Image image, int orientation);

}  // namespace io
