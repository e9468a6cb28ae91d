#include "core/latent/random.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using Words = std::array<std::uint32_t, 4>;

TEST_CASE("Philox gives the known answers of Random123") {
  CHECK(core::philox(0, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint64_t ones = ~std::uint64_t{0};
  CHECK(core::philox(ones, ones, ones) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(core::philox(0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3243f6a88) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("any word of a stream can be drawn alone") {
  core::CounterRandom in_order(7, 3);
  std::vector<std::uint32_t> words;
  for (int i = 0; i < 50; ++i) words.push_back(in_order.bits());
  CHECK(in_order.position() == 50);
  for (std::size_t i = words.size(); i-- > 0;) {
    core::CounterRandom alone(7, 3);
    alone.seek(i);
    CHECK(alone.bits() == words[i]);
  }
}

TEST_CASE("seeds and streams give different numbers") {
  const std::uint32_t first = core::CounterRandom(1, 0).bits();
  CHECK(core::CounterRandom(2, 0).bits() != first);
  CHECK(core::CounterRandom(1, 1).bits() != first);
  CHECK(core::CounterRandom(1, 0).bits() == first);
}

TEST_CASE("uniform numbers fill [0, 1) evenly") {
  core::CounterRandom random(5);
  std::array<int, 10> bins{};
  constexpr int kDraws = 100000;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0.0);
    REQUIRE(u < 1.0);
    ++bins[static_cast<std::size_t>(u * 10)];
  }
  double chi_squared = 0.0;
  for (const int count : bins) chi_squared += std::pow(count - kDraws / 10.0, 2) / (kDraws / 10.0);
  CHECK(chi_squared < 27.9);  // 9 degrees of freedom, 0.1 %
}

TEST_CASE("gaussian numbers have the moments of N(0, 1)") {
  core::CounterRandom random(11);
  constexpr int kDraws = 200000;
  double first = 0, second = 0, fourth = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.gaussian();
    first += x / kDraws;
    second += x * x / kDraws;
    fourth += x * x * x * x / kDraws;
  }
  CHECK(std::abs(first) < 0.01);
  CHECK(std::abs(second - 1.0) < 0.015);
  CHECK(std::abs(fourth - 3.0) < 0.12);
}

TEST_CASE("numbers below a bound are even, also where the bound does not divide 2^32") {
  core::CounterRandom random(9);
  std::array<int, 6> bins{};
  for (int i = 0; i < 60000; ++i) ++bins[random.below(6)];
  for (const int count : bins) CHECK(std::abs(count - 10000) < 400);
  CHECK(random.below(1) == 0);
  // Two thirds of 2^32: a plain modulo would draw the lower half twice as often as the upper one.
  const std::uint32_t bound = 2863311531u;
  int low = 0;
  for (int i = 0; i < 20000; ++i) low += random.below(bound) < bound / 2 ? 1 : 0;
  CHECK(std::abs(low - 10000) < 400);
}

TEST_CASE("the inverse normal undoes the normal distribution function") {
  for (int step = 0; step <= 1600; ++step) {
    const double x = -8.0 + step * 0.01;
    // Above 0 the share rounds towards 1 and loses what the inverse would need: use the symmetry.
    const double share = 0.5 * std::erfc(std::abs(x) / std::sqrt(2.0));
    const double found = -core::inverse_normal(share) * (x < 0 ? -1.0 : 1.0);
    CAPTURE(x);
    CHECK(found == doctest::Approx(x).epsilon(1e-14));
  }
}

TEST_CASE("the inverse normal has the published values") {
  // Wichura's own test values for PPND16.
  CHECK(core::inverse_normal(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(core::inverse_normal(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(core::inverse_normal(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-15));
}

TEST_CASE("the inverse normal is infinite at the ends and not a number outside") {
  CHECK(core::inverse_normal(0.5) == 0.0);
  CHECK(core::inverse_normal(0.0) == -INFINITY);
  CHECK(core::inverse_normal(1.0) == INFINITY);
  CHECK(std::isnan(core::inverse_normal(-0.1)));
  CHECK(std::isnan(core::inverse_normal(std::nan(""))));
}
