#pragma once

#include <array>
#include <cstdint>

namespace core {

/// Philox 4x32-10: four 32-bit words that are a pure function of (key, counter). No state, so any element of
/// any stream can be made alone.
std::array<std::uint32_t, 4> philox(std::uint64_t key, std::uint64_t counter_high, std::uint64_t counter_low);

/// Numbers in a fixed order from (seed, stream); cheap to copy, its position is one integer.
class CounterRandom {
 public:
  explicit CounterRandom(std::uint64_t seed, std::uint64_t stream = 0) : seed_(seed), stream_(stream) {}

  std::uint32_t bits();
  double uniform();                          // [0, 1)
  double gaussian();                         // N(0, 1), by the inverse of the normal distribution function
  std::uint32_t below(std::uint32_t bound);  // 0 .. bound - 1, without modulo bias

  std::uint64_t position() const { return position_; }

  void seek(std::uint64_t position) { position_ = position; }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t position_ = 0;  // 32-bit words drawn so far
};

/// Inverse of the standard normal distribution function; p in (0, 1), relative error below 1e-15.
double inverse_normal(double p);

}  // namespace core
