#include "core/base/median.h"

#include <doctest/doctest.h>

TEST_CASE("the median is the middle value wherever it stands, of an even count the upper of two") {
  CHECK(core::median({}) == 0);
  CHECK(core::median({7}) == 7);
  CHECK(core::median({7, 3}) == 7);
  CHECK(core::median({9, 1, 5, 3, 7}) == 5);
  CHECK(core::median({9, 1, 5, 3, 7, 11}) == 7);
  CHECK(core::median({2, 2, 1000, 2, 0, 2, 2}) == 2);
}
