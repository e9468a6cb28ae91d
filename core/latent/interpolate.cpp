#include "core/latent/interpolate.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace core {
namespace {

constexpr double kNearlyParallel = 1e-4;  // radians

using Direction = std::vector<double>;

void require_equal_length(std::span<const float> a, std::span<const float> b) {
  if (a.size() == b.size()) return;
  throw Error("the latents differ in length", std::to_string(a.size()) + " and " + std::to_string(b.size()));
}

Direction unit(std::span<const float> z, double length) {
  Direction direction(z.begin(), z.end());
  for (double& value : direction) value /= length;
  return direction;
}

double dot(const Direction& a, const Direction& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double make_orthonormal(Direction& v, const Direction& to) {
  const double along = dot(v, to);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] -= along * to[i];
  const double length = std::sqrt(dot(v, v));
  if (length > 0.0) {
    for (double& value : v) value /= length;
  }
  return length;
}

/// The direction in which to leave a when b is its exact opposite. Every way round is equally short; this one
/// takes the axis along which a is smallest.
Direction any_normal(const Direction& a) {
  const auto smallest =
      std::min_element(a.begin(), a.end(), [](double x, double y) { return std::abs(x) < std::abs(y); });
  Direction normal(a.size(), 0.0);
  normal[static_cast<std::size_t>(smallest - a.begin())] = 1.0;
  make_orthonormal(normal, a);
  return normal;
}

Latent lerp(std::span<const float> a, std::span<const float> b, double t) {
  Latent z(a.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = static_cast<float>((1.0 - t) * a[i] + t * b[i]);
  return z;
}

Latent slerp(std::span<const float> a, std::span<const float> b, double t) {
  const double norm_a = norm(a);
  const double norm_b = norm(b);
  // In one dimension the sphere is two points: there is no way round.
  if (norm_a == 0.0 || norm_b == 0.0 || a.size() < 2) return lerp(a, b, t);
  const Direction from = unit(a, norm_a);
  Direction side = unit(b, norm_b);
  const double cosine = dot(from, side);
  // The part of b at right angles to a is the sine; with it the angle is exact near 0 and pi too.
  const double sine = make_orthonormal(side, from);
  const double angle = std::atan2(sine, cosine);
  if (angle < kNearlyParallel) return lerp(a, b, t);
  if (sine < 1e-6) side = any_normal(from);

  const double length = (1.0 - t) * norm_a + t * norm_b;
  const double along_from = std::cos(t * angle) * length;
  const double along_side = std::sin(t * angle) * length;
  Latent z(a.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    z[i] = static_cast<float>(along_from * from[i] + along_side * side[i]);
  }
  return z;
}

}  // namespace

std::string_view interpolation_name(Interpolation kind) {
  return kind == Interpolation::kLerp ? "lerp" : "slerp";
}

std::optional<Interpolation> parse_interpolation(std::string_view name) {
  if (name == "lerp") return Interpolation::kLerp;
  if (name == "slerp") return Interpolation::kSlerp;
  return std::nullopt;
}

Interpolation default_interpolation(Prior prior) {
  return prior == Prior::kGaussian ? Interpolation::kSlerp : Interpolation::kLerp;
}

Latent interpolate(Interpolation kind, std::span<const float> a, std::span<const float> b, double t) {
  require_equal_length(a, b);
  // The ends are the pins themselves, bit by bit.
  if (!(t > 0.0)) return Latent(a.begin(), a.end());
  if (t >= 1.0) return Latent(b.begin(), b.end());
  return kind == Interpolation::kLerp ? lerp(a, b, t) : slerp(a, b, t);
}

double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

Latent add(std::span<const float> a, std::span<const float> b, double scale) {
  require_equal_length(a, b);
  Latent z(a.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = static_cast<float>(a[i] + scale * b[i]);
  return z;
}

Latent scaled_to_norm(std::span<const float> z, double target) {
  Latent scaled(z.begin(), z.end());
  const double length = norm(z);
  if (length == 0.0) return scaled;
  for (float& value : scaled) value = static_cast<float>(value * (target / length));
  return scaled;
}

}  // namespace core
