#pragma once

#include <cstdint>

#include "core/engine/data/procedural/lanes.h"

namespace engine::procedural {

/// Writes linear light (red, green, blue; 0 = black, 1 = white, highlights roll off) as three sRGB bytes.
void store_srgb(Lanes linear, std::uint8_t* rgb);

}  // namespace engine::procedural
