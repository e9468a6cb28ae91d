#include "ui/workspaces/explore/pad_geometry.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double kReachable = 0.98, kMargin = 1.15;

double dot(const core::Latent& a, const core::Latent& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

/// Squared distance of the plane from z = 0.
double squared_height(const core::Plane& plane) {
  const core::PlanePoint foot = pad_place(plane, plane.origin);
  const double length = core::norm(plane.origin);
  return std::max(length * length - foot.u * foot.u - foot.v * foot.v, 0.0);
}

}  // namespace

core::PlanePoint pad_place(const core::Plane& plane, const core::Latent& z) {
  return {dot(z, plane.u), dot(z, plane.v)};
}

std::optional<double> ring_radius(const core::Plane& plane, double norm) {
  const double squared = norm * norm - squared_height(plane);
  if (squared <= 0) return std::nullopt;
  return std::sqrt(squared);
}

core::PlanePoint offset_for(const core::Plane& plane, core::PlanePoint wanted, bool keep_norm) {
  const core::PlanePoint origin = pad_place(plane, plane.origin);
  if (!keep_norm) return {wanted.u - origin.u, wanted.v - origin.v};
  const double length = core::norm(plane.origin);
  const double far = std::hypot(wanted.u, wanted.v);
  const double held = std::min(far, kReachable * length);
  if (far <= 0) return {-origin.u, -origin.v};
  // point_on() multiplies what lies across the plane (height) and along it by the same factor, such that the
  // whole has `length`; solved for the part along the plane.
  const double along = held * std::sqrt(squared_height(plane) / (length * length - held * held));
  return {wanted.u / far * along - origin.u, wanted.v / far * along - origin.v};
}

double pad_reach(const core::Plane& plane, double outer_norm, std::span<const core::PlanePoint> shown) {
  double reach = ring_radius(plane, outer_norm).value_or(core::norm(plane.origin) / 2);
  for (const core::PlanePoint& point : shown) reach = std::max(reach, std::hypot(point.u, point.v));
  return std::max(reach, 1e-3) * kMargin;
}

bool is_plane_of(const core::Plane& plane, const core::Latent& a, const core::Latent& b,
                 const core::Latent& c) {
  const core::Plane through = core::plane_through(a, b, c);
  return through.u == plane.u && through.v == plane.v;
}

}  // namespace ui
