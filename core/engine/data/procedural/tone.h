#pragma once

#include <cstdint>

#include "core/engine/data/procedural/vec3.h"

namespace engine::procedural {

/// Writes linear light (0 = black, 1 = white, highlights roll off) as three sRGB bytes.
void store_srgb(Vec3 linear, std::uint8_t* rgb);

}  // namespace engine::procedural
