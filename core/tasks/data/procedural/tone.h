#pragma once

#include <cstdint>

#include "core/tasks/data/procedural/lanes.h"

namespace tasks::procedural {

/// Writes linear light (red, green, blue; 0 = black, 1 = white, highlights roll off) as three sRGB bytes.
void store_srgb(Lanes linear, std::uint8_t* rgb);

}  // namespace tasks::procedural
