#include "ui/gl/color_map.h"

#include <cmath>
#include <span>

namespace ui {
namespace {

// Eleven evenly spaced colours of each map (matplotlib's viridis and inferno, ColorBrewer's PuOr with white
// forced in the middle), joined linearly: at most 4 of 255 off the originals.
constexpr unsigned kViridis[] = {0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C,
                                 0x22A884, 0x44BF70, 0x7AD151, 0xBDDF26, 0xFDE725};
constexpr unsigned kInferno[] = {0x000004, 0x160B39, 0x420A68, 0x6A176E, 0x932667, 0xBC3754,
                                 0xDD513A, 0xF37819, 0xFCA50A, 0xF6D746, 0xFCFFA4};
constexpr unsigned kPuOr[] = {0x2D004B, 0x542788, 0x8073AC, 0xB2ABD2, 0xD8DAEB, 0xF7F7F7,
                              0xFEE0B6, 0xFDB863, 0xE08214, 0xB35806, 0x7F3B08};

void fill(std::array<std::uint8_t, 768>& table, std::span<const unsigned> anchors) {
  for (int i = 0; i < 256; ++i) {
    const double place = i / 255.0 * static_cast<double>(anchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), anchors.size() - 2);
    const double share = place - static_cast<double>(below);
    for (int c = 0; c < 3; ++c) {
      const int shift = 16 - 8 * c;
      const double a = (anchors[below] >> shift) & 0xFF, b = (anchors[below + 1] >> shift) & 0xFF;
      table[3 * i + c] = static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
    }
  }
}

/// Grey whose value `zero` is in the middle of the range, so that zero looks the same in every guided map.
void fill_grey(std::array<std::uint8_t, 768>& table, int zero) {
  for (int i = 0; i < 256; ++i) {
    const double value = i < 128 ? i / 128.0 * zero : zero + (i - 128) / 127.0 * (255 - zero);
    for (int c = 0; c < 3; ++c) table[3 * i + c] = static_cast<std::uint8_t>(std::lround(value));
  }
}

}  // namespace

std::array<std::uint8_t, 768> color_map_table(ColorMap map) {
  std::array<std::uint8_t, 768> table{};
  switch (map) {
    case ColorMap::kNone:
      fill_grey(table, 128);
      break;
    case ColorMap::kViridis:
      fill(table, kViridis);
      break;
    case ColorMap::kInferno:
      fill(table, kInferno);
      break;
    case ColorMap::kPuOr:
      fill(table, kPuOr);
      break;
    case ColorMap::kGrey136:
      fill_grey(table, 136);
      break;
  }
  return table;
}

}  // namespace ui
