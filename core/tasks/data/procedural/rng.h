#pragma once

#include <cstdint>

namespace tasks::procedural {

/// SplitMix64. The standard distributions differ between libraries; these draws are the same everywhere.
class SceneRng {
 public:
  explicit SceneRng(std::uint64_t seed) : state_(mix(seed ^ 0x6A09E667F3BCC909ull)) {}

  std::uint64_t next() { return mix(state_ += 0x9E3779B97F4A7C15ull); }

  /// Uniform in [0, 1), 24 bits.
  float unit() { return static_cast<float>(next() >> 40) * (1.0f / 16777216.0f); }

  float range(float low, float high) { return low + (high - low) * unit(); }

  bool chance(float probability) { return unit() < probability; }

  /// Uniform in 0 .. count - 1; count > 0.
  int index(int count) { return static_cast<int>((next() >> 33) % static_cast<std::uint64_t>(count)); }

 private:
  static std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
  }

  std::uint64_t state_;
};

}  // namespace tasks::procedural
