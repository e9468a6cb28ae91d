#include "core/latent/plane.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/latent/arithmetic.h"
#include "core/latent/interpolate.h"

using core::Latent;
using core::Plane;

namespace {

Latent sample(std::uint64_t seed) {
  return core::sample_latent(core::Prior::kGaussian, 100, seed);
}

Latent average_of_three() {
  return core::mean_latent(std::vector{sample(1), sample(2), sample(3)});
}

double dot(const Latent& a, const Latent& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

void check_orthonormal(const Plane& plane) {
  CHECK(core::norm(plane.u) == doctest::Approx(1.0).epsilon(1e-6));
  CHECK(core::norm(plane.v) == doctest::Approx(1.0).epsilon(1e-6));
  CHECK(std::abs(dot(plane.u, plane.v)) < 1e-6);
}

}  // namespace

TEST_CASE("a plane through three points holds all three") {
  const Latent a = sample(1), b = sample(2), c = sample(3);
  const Plane plane = core::plane_through(a, b, c);
  check_orthonormal(plane);
  for (const Latent& z : {a, b, c}) {
    const core::PlanePoint at = core::project(plane, z);
    const Latent back = core::point_on(plane, at.u, at.v, std::nullopt);
    CHECK(core::norm(core::add(back, z, -1.0)) < 1e-4);
  }
  CHECK(core::project(plane, b).u > 0.0);
  CHECK(std::abs(core::project(plane, b).v) < 1e-4);
  CHECK(core::project(plane, c).v > 0.0);
}

TEST_CASE("points on one line or on one spot still span a plane, the same each time") {
  const Latent a = sample(1), b = sample(2);
  const Latent middle = core::interpolate(core::Interpolation::kLerp, a, b, 0.5);
  check_orthonormal(core::plane_through(a, b, middle));
  check_orthonormal(core::plane_through(a, a, b));
  check_orthonormal(core::plane_through(a, a, a));
  CHECK(core::plane_through(a, b, middle) == core::plane_through(a, b, middle));
}

TEST_CASE("random planes differ by seed and repeat") {
  const Latent origin = sample(1);
  check_orthonormal(core::random_plane(origin, 5));
  CHECK(core::random_plane(origin, 5) == core::random_plane(origin, 5));
  CHECK(core::random_plane(origin, 5) != core::random_plane(origin, 6));
}

TEST_CASE("a drag goes onto the prior's typical norm and stays there however far it goes") {
  const double shell = core::typical_norm(core::Prior::kGaussian, 100);
  const Latent average = average_of_three();
  REQUIRE(core::norm(average) < 0.7 * shell);
  for (const Latent& origin : {sample(1), average}) {
    const Plane plane = core::random_plane(origin, 5);
    for (const double far : {4.0, 10.0, 1000.0})
      CHECK(core::norm(core::point_on(plane, far, -far, shell)) == doctest::Approx(shell).epsilon(1e-5));
  }
}

TEST_CASE("a drag begins where it stands and never jumps, also from an average far inside the shell") {
  const double shell = core::typical_norm(core::Prior::kGaussian, 100);
  const Plane plane = core::random_plane(average_of_three(), 5);
  Latent before = core::point_on(plane, 0, 0, shell);
  CHECK(core::norm(core::add(before, plane.origin, -1.0)) < 1e-5);
  for (double far = 0.05; far < 8; far += 0.05) {
    const Latent z = core::point_on(plane, far, 0, shell);
    CHECK(core::norm(core::add(z, before, -1.0)) < 0.15);
    CHECK(core::norm(z) >= core::norm(before) - 1e-4);
    before = z;
  }
}

TEST_CASE("without a shell the norm is free") {
  const Plane plane = core::random_plane(sample(1), 5);
  CHECK(core::norm(core::point_on(plane, 1000.0, 0.0, std::nullopt)) > 900.0);
  CHECK(core::point_on(plane, 0.0, 0.0, std::nullopt) == plane.origin);
}

TEST_CASE("projecting undoes a drag") {
  const Plane plane = core::random_plane(sample(1), 5);
  const core::PlanePoint at = core::project(plane, core::point_on(plane, 1.25, -3.5, std::nullopt));
  CHECK(at.u == doctest::Approx(1.25).epsilon(1e-5));
  CHECK(at.v == doctest::Approx(-3.5).epsilon(1e-5));
}

TEST_CASE("one coordinate has no second direction, and lengths must agree") {
  const Plane plane = core::random_plane(Latent{1.0f}, 5);
  CHECK(std::abs(plane.u[0]) == 1.0f);
  CHECK(plane.v == Latent{0.0f});
  CHECK_THROWS_AS(core::plane_through(Latent{1}, Latent{1, 2}, Latent{1}), core::Error);
  CHECK_THROWS_AS(core::project(plane, Latent{1, 2}), core::Error);
}
