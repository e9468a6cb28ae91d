#include "ui/workspaces/explore/pad_geometry.h"

#include <algorithm>
#include <cmath>

#include "core/latent/interpolate.h"

namespace ui::explore {
namespace {

constexpr double kReachable = 0.98, kMargin = 1.15;
// At about five heights of distance 98 % of a point's norm lies along the plane; the height of a plane over
// zero is a few shells at most.
constexpr double kFarthest = 50;
constexpr int kHalvings = 60;

/// Squared distance of the plane from z = 0.
double squared_height(const core::Plane& plane) {
  const core::PlanePoint foot = pad_place(plane, plane.origin);
  const double length = core::norm(plane.origin);
  return std::max(length * length - foot.u * foot.u - foot.v * foot.v, 0.0);
}

}  // namespace

core::PlanePoint pad_place(const core::Plane& plane, const core::Latent& z) {
  return {core::dot(z, plane.u), core::dot(z, plane.v)};
}

std::optional<double> ring_radius(const core::Plane& plane, double norm) {
  const double squared = norm * norm - squared_height(plane);
  if (squared <= 0) return std::nullopt;
  return std::sqrt(squared);
}

core::PlanePoint offset_for(const core::Plane& plane, core::PlanePoint wanted, std::optional<double> shell) {
  const core::PlanePoint origin = pad_place(plane, plane.origin);
  if (!shell) return {wanted.u - origin.u, wanted.v - origin.v};
  const double far = std::hypot(wanted.u, wanted.v);
  if (far <= 0) return {-origin.u, -origin.v};
  const double held = std::min(far, kReachable * *shell);
  const double height = squared_height(plane);
  const auto offset = [&](double along) -> core::PlanePoint {
    return {wanted.u / far * along - origin.u, wanted.v / far * along - origin.v};
  };
  // point_on() multiplies the part across the plane (the height) and the part along it by the same factor.
  // The part of its result along the plane grows with `along`, up to the whole of the shell's norm.
  double low = 0, high = kFarthest * *shell;
  for (int halving = 0; halving < kHalvings; ++halving) {
    const double along = (low + high) / 2;
    const core::PlanePoint at = offset(along);
    const double shown = along * core::norm_on(plane, at.u, at.v, *shell) / std::sqrt(height + along * along);
    (shown < held ? low : high) = along;
  }
  return offset((low + high) / 2);
}

double pad_reach(const core::Plane& plane, double outer_norm, std::span<const core::PlanePoint> shown) {
  double reach = ring_radius(plane, outer_norm).value_or(core::norm(plane.origin) / 2);
  for (const core::PlanePoint& point : shown) reach = std::max(reach, std::hypot(point.u, point.v));
  return std::max(reach, 1e-3) * kMargin;
}

std::vector<bool> labels_with_room(std::span<const core::PlanePoint> middles, double apart, int first) {
  std::vector<bool> shown(middles.size());
  std::vector<core::PlanePoint> taken;
  const auto take = [&](std::size_t i) {
    shown[i] = shown[i] || std::all_of(taken.begin(), taken.end(), [&](const core::PlanePoint& one) {
                 return std::hypot(one.u - middles[i].u, one.v - middles[i].v) >= apart;
               });
    if (shown[i]) taken.push_back(middles[i]);
  };
  if (first >= 0 && first < static_cast<int>(middles.size())) take(static_cast<std::size_t>(first));
  for (std::size_t i = 0; i < middles.size(); ++i) take(i);
  return shown;
}

bool is_plane_of(const core::Plane& plane, const core::Latent& a, const core::Latent& b,
                 const core::Latent& c) {
  const core::Plane through = core::plane_through(a, b, c);
  return through.u == plane.u && through.v == plane.v;
}

}  // namespace ui::explore
