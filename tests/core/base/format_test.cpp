#include "core/base/format.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

TEST_CASE("thousands are grouped by commas") {
  CHECK(core::thousands(0) == "0");
  CHECK(core::thousands(999) == "999");
  CHECK(core::thousands(4334) == "4,334");
  CHECK(core::thousands(1234567) == "1,234,567");
  CHECK(core::thousands(-4334) == "\u22124,334");
  CHECK(core::thousands(std::numeric_limits<long long>::min()) == "\u22129,223,372,036,854,775,808");
}

TEST_CASE("what is counted is one or several") {
  CHECK(core::counted(1, "images") == "1 image");
  CHECK(core::counted(0, "images") == "0 images");
  CHECK(core::counted(4334, "images") == "4,334 images");
  CHECK(core::counted(1, "batches") == "1 batch");
  CHECK(core::counted(1, "reals read") == "1 real read");
  CHECK(core::counted(2, "reals read") == "2 reals read");
  CHECK(core::counted(1, "") == "1 ");
}

TEST_CASE("durations show what a person wants to know") {
  CHECK(core::short_duration(0.4) == "0:00");
  CHECK(core::short_duration(14) == "0:14");
  CHECK(core::short_duration(119.7) == "2:00");
  CHECK(core::short_duration(599.4) == "9:59");
  CHECK(core::short_duration(599.6) == "10 min");
  CHECK(core::short_duration(26 * 60 + 20) == "26 min");
  CHECK(core::short_duration(59.6 * 60) == "1 h 00");
  CHECK(core::short_duration(65 * 60) == "1 h 05");
  CHECK(core::short_duration(100 * 3600) == "100 h 00");
}

TEST_CASE("a duration nobody knows is a dash") {
  CHECK(core::short_duration(std::nan("")) == "\u2013");
  CHECK(core::short_duration(-1) == "\u2013");
  CHECK(core::short_duration(INFINITY) == "\u2013");
}

TEST_CASE("percentiles are whole except at the ends") {
  CHECK(core::percentile_text(0.42) == "p42");
  CHECK(core::percentile_text(0.0) == "p<0.1");
  CHECK(core::percentile_text(0.0009) == "p<0.1");
  CHECK(core::percentile_text(0.004) == "p0.4");
  CHECK(core::percentile_text(0.01) == "p1");
  CHECK(core::percentile_text(0.997) == "p99.7");
  CHECK(core::percentile_text(0.9995) == "p>99.9");
  CHECK(core::percentile_text(1.0) == "p>99.9");
  CHECK(core::percentile_text(std::nan("")) == "\u2013");
}

TEST_CASE("negative numbers carry a real minus sign, and zero none") {
  CHECK(core::signed_number(0.25, 2) == "0.25");
  CHECK(core::signed_number(-0.25, 2) == "\u22120.25");
  CHECK(core::signed_number(-0.001, 2) == "0.00");
  CHECK(core::signed_number(-3.6, 0) == "\u22124");
  CHECK(core::signed_number(std::nan(""), 2) == "\u2013");
}

TEST_CASE("alternatives are told apart by commas and the last by or") {
  using Names = std::vector<std::string>;
  CHECK(core::alternatives(Names{}).empty());
  CHECK(core::alternatives(Names{"a"}) == "a");
  CHECK(core::alternatives(Names{"a", "b"}) == "a or b");
  CHECK(core::alternatives(Names{"a", "b", "c"}) == "a, b or c");
}
