#include "core/latent/arithmetic.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/latent/interpolate.h"

using core::Latent;
using Set = std::vector<Latent>;

namespace {

Set samples(std::uint64_t first, int count) {
  Set set;
  for (int i = 0; i < count; ++i) {
    set.push_back(core::sample_latent(core::Prior::kGaussian, 100, first + static_cast<std::uint64_t>(i)));
  }
  return set;
}

}  // namespace

TEST_CASE("the mean is the mean of every coordinate") {
  CHECK(core::mean_latent(Set{{1, 2}, {3, 6}}) == Latent{2, 4});
  const Latent alone = samples(5, 1)[0];
  CHECK(core::mean_latent(Set{alone}) == alone);
}

TEST_CASE("the mean of three exemplars has a norm smaller by the root of three") {
  double ratio = 0.0;
  constexpr int kRounds = 200;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    ratio += core::norm(core::mean_latent(samples(10 * round, 3))) / std::sqrt(100.0) / kRounds;
  }
  CHECK(ratio == doctest::Approx(1.0 / std::sqrt(3.0)).epsilon(0.01));
}

TEST_CASE("concepts combine as mean minus mean plus mean") {
  CHECK(core::combine(Set{{4, 0}, {6, 2}}, Set{{1, 1}}, Set{{10, 10}, {20, 20}, {30, 30}}) == Latent{24, 20});
}

TEST_CASE("an empty set counts as zero, three empty sets are refused") {
  CHECK(core::combine(Set{{1, 2}}, {}, {}) == Latent{1, 2});
  CHECK(core::combine({}, Set{{1, 2}}, {}) == Latent{-1, -2});
  CHECK_THROWS_AS(core::combine({}, {}, {}), core::Error);
  CHECK_THROWS_AS(core::mean_latent({}), core::Error);
}

TEST_CASE("latents of different length do not combine") {
  CHECK_THROWS_AS(core::combine(Set{{1, 2}}, Set{{1}}, {}), core::Error);
}

TEST_CASE("neighbours stand round an unchanged centre, each within the noise") {
  const Latent y = samples(1, 1)[0];
  const Set sheet = core::neighbours(y, 0.25, 7);
  REQUIRE(sheet.size() == 9);
  CHECK(sheet[4] == y);
  for (std::size_t tile = 0; tile < sheet.size(); ++tile) {
    if (tile == 4) continue;
    double largest = 0.0;
    for (const float noise : core::add(sheet[tile], y, -1.0)) {
      largest = std::max(largest, std::abs(static_cast<double>(noise)));
    }
    CHECK(largest <= 0.25 + 1e-6);
    CHECK(largest > 0.2);
    CHECK(sheet[tile] != sheet[(tile + 1) % 9]);
  }
  CHECK(core::neighbours(y, 0.25, 7) == sheet);
  CHECK(core::neighbours(y, 0.25, 8) != sheet);
}

TEST_CASE("a turn runs evenly from minus to plus the step") {
  const Set row = core::turn_row(Latent{10, 0}, Latent{1, 2}, 1.5, 4);
  REQUIRE(row.size() == 4);
  CHECK(row[0] == Latent{8.5f, -3.0f});
  CHECK(row[1] == Latent{9.5f, -1.0f});
  CHECK(row[2] == Latent{10.5f, 1.0f});
  CHECK(row[3] == Latent{11.5f, 3.0f});
  CHECK(core::turn_row(Latent{10}, Latent{1}, 1.5, 1) == Set{{10}});
  CHECK(core::turn_row(Latent{10}, Latent{1}, 1.5, 0).empty());
}
