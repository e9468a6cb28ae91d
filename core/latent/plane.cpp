#include "core/latent/plane.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/latent/interpolate.h"
#include "core/latent/random.h"

namespace core {
namespace {

constexpr std::uint64_t kPlaneStream = 0x706c616e65;  // "plane"
// A vector counts as parallel to another when less than this share of its length is left beside it.
constexpr double kOnOneLine = 1e-6;
constexpr double kOntoShell = 0.5;  // of the shell's norm: how far from the origin a drag is wholly on it

void require_equal_length(const Latent& a, const Latent& b) {
  if (a.size() == b.size()) return;
  throw Error("the latents differ in length", std::to_string(a.size()) + " and " + std::to_string(b.size()));
}

/// v without its part along the unit vector `to`, at length 1; zero when nothing of v is left.
Latent orthonormal(const Latent& v, const Latent& to) {
  const double before = norm(v);
  Latent rest = add(v, to, -dot(v, to));
  if (norm(rest) <= kOnOneLine * before) return Latent(v.size(), 0.0f);
  // A second round takes away what rounding to float left behind.
  rest = scaled_to_norm(rest, 1.0);
  return scaled_to_norm(add(rest, to, -dot(rest, to)), 1.0);
}

Latent random_direction(std::size_t size, CounterRandom& random) {
  Latent direction(size);
  for (float& value : direction) value = static_cast<float>(random.gaussian());
  return scaled_to_norm(direction, 1.0);
}

/// A random direction at right angles to u; zero in one dimension, where there is none.
Latent random_normal(const Latent& u, CounterRandom& random) {
  return u.size() < 2 ? Latent(u.size(), 0.0f) : orthonormal(random_direction(u.size(), random), u);
}

}  // namespace

Plane plane_through(const Latent& a, const Latent& b, const Latent& c) {
  require_equal_length(a, b);
  require_equal_length(a, c);
  CounterRandom random(0, kPlaneStream);
  Plane plane{a, scaled_to_norm(add(b, a, -1.0), 1.0), {}};
  if (norm(plane.u) == 0.0) plane.u = random_direction(a.size(), random);
  plane.v = orthonormal(add(c, a, -1.0), plane.u);
  if (norm(plane.v) == 0.0) plane.v = random_normal(plane.u, random);
  return plane;
}

Plane random_plane(const Latent& origin, std::uint64_t seed) {
  CounterRandom random(seed, kPlaneStream);
  Plane plane{origin, random_direction(origin.size(), random), {}};
  plane.v = random_normal(plane.u, random);
  return plane;
}

double norm_on(const Plane& plane, double du, double dv, double shell) {
  const double way = std::min(std::hypot(du, dv) / (kOntoShell * shell), 1.0);
  return std::lerp(norm(plane.origin), shell, way * way * (3 - 2 * way));
}

Latent point_on(const Plane& plane, double du, double dv, std::optional<double> shell) {
  const Latent z = add(add(plane.origin, plane.u, du), plane.v, dv);
  return shell ? scaled_to_norm(z, norm_on(plane, du, dv, *shell)) : z;
}

PlanePoint project(const Plane& plane, const Latent& z) {
  require_equal_length(plane.origin, z);
  const Latent away = add(z, plane.origin, -1.0);
  return {dot(away, plane.u), dot(away, plane.v)};
}

}  // namespace core
