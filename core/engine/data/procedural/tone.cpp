#include "core/engine/data/procedural/tone.h"

#include <array>
#include <cmath>

namespace engine::procedural {
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
float roll_off(float x) {
  if (x <= 0.6f) return x < 0.0f ? 0.0f : x;
  const float over = x - 0.6f;
  return 0.6f + 0.4f * over / (over * 0.714f + 0.4f);
}

}  // namespace

void store_srgb(Vec3 linear, std::uint8_t* rgb) {
  static const std::array<std::uint8_t, kSteps> kTable = make_table();
  const float channels[3] = {linear.x, linear.y, linear.z};
  for (int c = 0; c < 3; ++c) {
    const int step = static_cast<int>(roll_off(channels[c]) * kSteps);
    rgb[c] = kTable[step < 0 ? 0 : step >= kSteps ? kSteps - 1 : step];
  }
}

}  // namespace engine::procedural
