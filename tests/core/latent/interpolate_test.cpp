#include "core/latent/interpolate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

using core::Interpolation;
using core::Latent;
using core::Prior;

namespace {

constexpr Interpolation kBoth[] = {Interpolation::kLerp, Interpolation::kSlerp};

Latent gaussian(std::uint64_t seed) {
  return core::sample_latent(Prior::kGaussian, 100, seed);
}

double distance(const Latent& a, const Latent& b) {
  return core::norm(core::add(a, b, -1.0));
}

double angle(const Latent& a, const Latent& b) {
  double product = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) product += static_cast<double>(a[i]) * b[i];
  return std::acos(std::clamp(product / (core::norm(a) * core::norm(b)), -1.0, 1.0));
}

}  // namespace

TEST_CASE("names of interpolations can be read back") {
  for (const Interpolation kind : kBoth) {
    CHECK(core::parse_interpolation(core::interpolation_name(kind)) == kind);
  }
  CHECK_FALSE(core::parse_interpolation("spin").has_value());
}

TEST_CASE("the paper's uniform prior walks straight, a gaussian one on the sphere") {
  CHECK(core::default_interpolation(Prior::kUniform) == Interpolation::kLerp);
  CHECK(core::default_interpolation(Prior::kGaussian) == Interpolation::kSlerp);
}

TEST_CASE("the ends are the points themselves, also beyond them") {
  const Latent a = gaussian(1), b = gaussian(2);
  for (const Interpolation kind : kBoth) {
    CHECK(core::interpolate(kind, a, b, 0.0) == a);
    CHECK(core::interpolate(kind, a, b, 1.0) == b);
    CHECK(core::interpolate(kind, a, b, -3.0) == a);
    CHECK(core::interpolate(kind, a, b, 3.0) == b);
    CHECK(core::interpolate(kind, a, b, std::nan("")) == a);
  }
}

TEST_CASE("slerp keeps the norm of points of equal norm, lerp cuts through the ball") {
  const Latent a = core::scaled_to_norm(gaussian(1), 10.0), b = core::scaled_to_norm(gaussian(2), 10.0);
  for (double t = 0.0; t <= 1.0; t += 0.05) {
    CHECK(core::norm(core::interpolate(Interpolation::kSlerp, a, b, t)) ==
          doctest::Approx(10.0).epsilon(1e-6));
  }
  CHECK(core::norm(core::interpolate(Interpolation::kLerp, a, b, 0.5)) < 7.8);
}

TEST_CASE("slerp blends different norms linearly and turns at constant speed") {
  const Latent a = core::scaled_to_norm(gaussian(1), 8.0), b = core::scaled_to_norm(gaussian(2), 12.0);
  const double whole = angle(a, b);
  for (double t = 0.1; t < 1.0; t += 0.1) {
    const Latent z = core::interpolate(Interpolation::kSlerp, a, b, t);
    CHECK(core::norm(z) == doctest::Approx(8.0 + 4.0 * t).epsilon(1e-6));
    CHECK(angle(a, z) == doctest::Approx(t * whole).epsilon(1e-4));
    CHECK(angle(z, b) == doctest::Approx((1.0 - t) * whole).epsilon(1e-4));
  }
}

TEST_CASE("lerp is the weighted mean") {
  const Latent z = core::interpolate(Interpolation::kLerp, Latent{0, 4}, Latent{8, 0}, 0.25);
  CHECK(z == Latent{2, 3});
}

TEST_CASE("slerp between nearly parallel points is finite and lies between them") {
  const Latent a = gaussian(1);
  Latent b = a;
  b[0] += 1e-5f;
  const Latent z = core::interpolate(Interpolation::kSlerp, a, b, 0.5);
  CHECK(distance(a, z) < 1e-4);
  CHECK(core::interpolate(Interpolation::kSlerp, a, a, 0.3) == a);
}

TEST_CASE("slerp between opposite points goes round the sphere, not through its middle") {
  const Latent a = core::scaled_to_norm(gaussian(1), 10.0);
  const Latent b = core::scaled_to_norm(a, -10.0);
  for (double t = 0.1; t < 1.0; t += 0.1) {
    const Latent z = core::interpolate(Interpolation::kSlerp, a, b, t);
    CHECK(core::norm(z) == doctest::Approx(10.0).epsilon(1e-5));
    CHECK(angle(a, z) == doctest::Approx(t * std::acos(-1.0)).epsilon(1e-3));
  }
}

TEST_CASE("slerp from the zero vector or on a line is lerp") {
  const Latent zero(100, 0.0f), b = gaussian(2);
  CHECK(core::interpolate(Interpolation::kSlerp, zero, b, 0.5) ==
        core::interpolate(Interpolation::kLerp, zero, b, 0.5));
  CHECK(core::interpolate(Interpolation::kSlerp, Latent{1}, Latent{-1}, 0.25) == Latent{0.5f});
}

TEST_CASE("latents of different length are refused") {
  CHECK_THROWS_AS(core::interpolate(Interpolation::kLerp, Latent{1}, Latent{1, 2}, 0.5), core::Error);
  CHECK_THROWS_AS(core::add(Latent{1}, Latent{1, 2}), core::Error);
}

TEST_CASE("a latent can be put on a norm, except the zero vector") {
  CHECK(core::scaled_to_norm(Latent{3, 4}, 10.0) == Latent{6, 8});
  CHECK(core::scaled_to_norm(Latent{0, 0}, 10.0) == Latent{0, 0});
}
