#pragma once

#include <cstdint>
#include <vector>

#include "core/latent/random.h"

namespace core {

/// What a stream of a run's random numbers is for.
enum class RandomUse : std::uint64_t {
  kLatents = 1,
  kFlips,
  kShifts,
  kDataOrder,
  kGeneratorStart,
  kDiscriminatorStart,
  kStatistics
};

/// The numbers of one use in one step (or epoch): a pure function of (seed, use, step), so that a run's
/// random state is its seed and its step count, and a dropped step leaves nothing to undo. torch's generators
/// are never touched.
CounterRandom step_random(std::uint64_t seed, RandomUse use, std::int64_t step);

/// Pixels by which an image is moved right and down.
struct Shift {
  int x = 0, y = 0;
};

/// `count` shifts with both parts uniform in -limit .. limit.
std::vector<Shift> draw_shifts(CounterRandom& random, int count, int limit);

/// The order of the images: epoch after epoch a fresh permutation of 0 .. count - 1. Position p is image p %
/// count of epoch p / count, so where a run stands in its data is one integer.
class DataOrder {
 public:
  DataOrder(std::uint64_t seed, std::int64_t count);
  std::int64_t image_at(std::int64_t position);

 private:
  std::uint64_t seed_;
  std::int64_t epoch_ = -1;
  std::vector<std::uint32_t> permutation_;
};

}  // namespace core
