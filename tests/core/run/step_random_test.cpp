#include "core/run/step_random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

using core::DataOrder;
using core::RandomUse;

namespace {

std::vector<std::int64_t> epoch(DataOrder& order, std::int64_t count, std::int64_t number) {
  std::vector<std::int64_t> images;
  for (std::int64_t i = 0; i < count; ++i) images.push_back(order.image_at(number * count + i));
  return images;
}

}  // namespace

TEST_CASE("every epoch shows every image once, in an order of its own") {
  DataOrder order(5, 100);
  const std::vector<std::int64_t> first = epoch(order, 100, 0), second = epoch(order, 100, 1);
  for (const auto& images : {first, second}) {
    const std::set<std::int64_t> different(images.begin(), images.end());
    CHECK(different.size() == 100);
    CHECK(*different.begin() == 0);
    CHECK(*different.rbegin() == 99);
  }
  CHECK((first != second));
  CHECK_FALSE(std::is_sorted(first.begin(), first.end()));
}

TEST_CASE("the image at a position does not depend on what was asked before") {
  DataOrder walked(5, 100), jumped(5, 100), other_seed(6, 100);
  const std::vector<std::int64_t> third = (epoch(walked, 100, 0), epoch(walked, 100, 2));
  CHECK((epoch(jumped, 100, 2) == third));
  CHECK((epoch(other_seed, 100, 2) != third));
}

TEST_CASE("streams of different uses, steps and seeds differ, equal ones are equal") {
  const auto first = [](std::uint64_t seed, RandomUse use, std::int64_t step) {
    return core::step_random(seed, use, step).bits();
  };
  CHECK(first(1, RandomUse::kLatents, 3) == first(1, RandomUse::kLatents, 3));
  CHECK(first(1, RandomUse::kLatents, 3) != first(1, RandomUse::kLatents, 4));
  CHECK(first(1, RandomUse::kLatents, 3) != first(1, RandomUse::kFlips, 3));
  CHECK(first(1, RandomUse::kLatents, 3) != first(2, RandomUse::kLatents, 3));
}

TEST_CASE("shifts reach both limits and never go beyond") {
  core::CounterRandom random = core::step_random(1, RandomUse::kShifts, 0);
  int lowest = 0, highest = 0;
  for (const core::Shift& shift : core::draw_shifts(random, 500, 3)) {
    lowest = std::min({lowest, shift.x, shift.y});
    highest = std::max({highest, shift.x, shift.y});
  }
  CHECK(lowest == -3);
  CHECK(highest == 3);
}
