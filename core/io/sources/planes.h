#pragma once

#include <cstdint>

#include "core/image/image.h"

namespace io {

inline constexpr int kMaxPackedSize = 1024;

/// Writes the image's channels one after another, each width x height bytes.
void store_planes(const core::Image& image, std::uint8_t* out);

}  // namespace io
