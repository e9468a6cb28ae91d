#include "core/base/json_number.h"

#include <doctest/doctest.h>

#include <limits>

namespace {

core::Json json(const char* text) {
  return core::parse_json(text, "test");
}

}  // namespace

TEST_CASE("a whole number is read when it lies in the range, both ends among it") {
  CHECK(core::whole_number(json("-3"), -3, 7) == -3);
  CHECK(core::whole_number(json("7"), -3, 7) == 7);
  CHECK_FALSE(core::whole_number(json("8"), -3, 7));
  CHECK_FALSE(core::whole_number(json("-4"), -3, 7));
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  CHECK(core::whole_number<std::uint64_t>(json("18446744073709551615"), 0, kMost) == kMost);
  CHECK_FALSE(core::whole_number<std::uint64_t>(json("-1"), 0, kMost));
  CHECK_FALSE(core::whole_number<std::uint64_t>(json("18446744073709551616"), 0, kMost));
}

TEST_CASE("a whole number loses no bits on its way into a smaller type") {
  for (const char* text : {"4294967298", "-4294967294", "9223372036854775810", "18446744073709551615"}) {
    CAPTURE(text);
    CHECK_FALSE(core::whole_number(json(text), -1, 2));
    CHECK_FALSE(core::whole_number<std::int64_t>(json(text), -1, 2));
  }
}

TEST_CASE("fractions, texts and lists are no whole numbers") {
  for (const char* text : {"1.0", "1.5", "1e0", "\"1\"", "true", "null", "[1]", "{}"}) {
    CAPTURE(text);
    CHECK_FALSE(core::whole_number(json(text), 0, 2));
  }
}

TEST_CASE("a real number is read when it lies in the range, both ends among it") {
  CHECK(core::real_number(json("1"), 0, 2) == 1);
  CHECK(core::real_number(json("0.25"), 0.25, 2) == 0.25);
  CHECK(core::real_number(json("2e0"), 0.25, 2) == 2);
  for (const char* text : {"-0.1", "2.1", "1e300", "18446744073709551615", "\"1\"", "true", "null", "[1]"}) {
    CAPTURE(text);
    CHECK_FALSE(core::real_number(json(text), 0, 2));
  }
  CHECK_FALSE(core::real_number(core::Json(std::numeric_limits<double>::quiet_NaN()), 0, 2));
  CHECK_FALSE(core::real_number(core::Json(std::numeric_limits<double>::infinity()), 0, 2));
}
