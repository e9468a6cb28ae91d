#pragma once

#include <cstddef>
#include <span>

#include "core/image/image.h"

namespace io {

/// Whether the block begins with the six bytes that mark EXIF in a JPEG.
bool is_marked_exif(std::span<const std::byte> block);

/// The orientation tag, 1 to 8, of an EXIF block: a TIFF header ("II" or "MM") and what follows, with the
/// mark before it or without; 1, upright, where it is absent or malformed.
int exif_orientation(std::span<const std::byte> tiff);

/// The TIFF header and what follows in a PNG file's eXIf chunk; empty where there is none.
std::span<const std::byte> exif_in_png(std::span<const std::byte> png);

/// The image as a camera held in `orientation` saw it.
core::Image turned_upright(core::Image image, int orientation);

}  // namespace io
