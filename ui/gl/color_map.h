#pragma once

#include <array>
#include <cstdint>

namespace ui {

/// Colour maps of single-channel pictures; drawn by shaders/image.frag. Jet is offered nowhere.
enum class ColorMap {
  kNone,     // the picture's own colours
  kViridis,  // activations
  kInferno,  // differences
  kPuOr,     // signed values around a forced zero in the middle (128)
  kGrey136,  // guided maps: zero is grey 136
};

/// 256 RGB triples of a map; kNone gives a grey ramp.
std::array<std::uint8_t, 768> color_map_table(ColorMap map);

}  // namespace ui
