#include "core/tasks/data/procedural/tone.h"

#include <array>
#include <cmath>

namespace tasks::procedural {
namespace {

constexpr int kSteps = 4096;

std::array<std::uint8_t, kSteps> make_table() {
  std::array<std::uint8_t, kSteps> table{};
  for (int i = 0; i < kSteps; ++i) {
    const double linear = (i + 0.5) / kSteps;
    const double srgb = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055;
    table[i] = static_cast<std::uint8_t>(srgb * 255.0 + 0.5);
  }
  return table;
}

// Straight up to 0.6, then bends so that 2.0 arrives at white without a kink.
Lanes roll_off(Lanes x) {
  const Lanes over = x - 0.6f;
  const Lanes bent = 0.6f + 0.4f * over / (over * 0.714f + 0.4f);
  return select(x <= 0.6f, most(x, 0.0f), bent);
}

}  // namespace

void store_srgb(Lanes linear, std::uint8_t* rgb) {
  static const std::array<std::uint8_t, kSteps> kTable = make_table();
  const Lanes steps = roll_off(linear) * static_cast<float>(kSteps);
  const Ints step = whole(least(most(0.0f, steps), kSteps - 1.0f));
  for (int c = 0; c < 3; ++c) rgb[c] = kTable[step[c]];
}

}  // namespace tasks::procedural
