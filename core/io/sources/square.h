#pragma once

#include <filesystem>

#include "core/io/sources/image_source.h"

namespace io {

/// An image file as the centre square that training reads. Throws core::Error where it cannot be read, is a
/// narrow strip, or so small that nothing would be seen.
DecodedImage load_square(const std::filesystem::path& file, const ImageShape& shape);

}  // namespace io
