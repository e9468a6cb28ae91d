#include "core/run/step_random.h"

#include <numeric>
#include <utility>

namespace core {

CounterRandom step_random(std::uint64_t seed, RandomUse use, std::int64_t step) {
  constexpr int kUseBits = 8;
  const std::uint64_t stream =
      (static_cast<std::uint64_t>(step) << kUseBits) | static_cast<std::uint64_t>(use);
  return CounterRandom(seed, stream);
}

std::vector<Shift> draw_shifts(CounterRandom& random, int count, int limit) {
  std::vector<Shift> shifts(static_cast<std::size_t>(count));
  const auto span = static_cast<std::uint32_t>(2 * limit + 1);
  for (Shift& shift : shifts) {
    shift.x = static_cast<int>(random.below(span)) - limit;
    shift.y = static_cast<int>(random.below(span)) - limit;
  }
  return shifts;
}

DataOrder::DataOrder(std::uint64_t seed, std::int64_t count)
    : seed_(seed), permutation_(static_cast<std::size_t>(count)) {}

std::int64_t DataOrder::image_at(std::int64_t position) {
  const auto count = static_cast<std::int64_t>(permutation_.size());
  const std::int64_t epoch = position / count;
  if (epoch != epoch_) {
    CounterRandom random = step_random(seed_, RandomUse::kDataOrder, epoch);
    std::iota(permutation_.begin(), permutation_.end(), 0U);
    for (std::size_t left = permutation_.size(); left > 1; --left) {
      std::swap(permutation_[left - 1], permutation_[random.below(static_cast<std::uint32_t>(left))]);
    }
    epoch_ = epoch;
  }
  return permutation_[static_cast<std::size_t>(position % count)];
}

}  // namespace core
