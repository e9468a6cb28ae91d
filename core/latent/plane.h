#pragma once

#include <optional>

#include "core/latent/prior.h"

namespace core {

/// A plane in latent space that dragging moves in: origin and two orthonormal directions.
struct Plane {
  Latent origin;
  Latent u;
  Latent v;

  bool operator==(const Plane&) const = default;
};

/// The plane through three points, u towards `b`, v towards `c` made orthogonal to u. Points on one line get
/// a seeded random v.
Plane plane_through(const Latent& a, const Latent& b, const Latent& c);
/// Two seeded random orthonormal directions at `origin`.
Plane random_plane(const Latent& origin, std::uint64_t seed);

/// origin + du * u + dv * v (z units). With a shell (typical_norm() of the prior) the norm changes from the
/// origin's to the shell's within half a shell of distance and stays there however far the drag goes. A drag
/// from an average, whose norm is far too small, therefore begins without a jump.
Latent point_on(const Plane& plane, double du, double dv, std::optional<double> shell);
/// The norm point_on() gives.
double norm_on(const Plane& plane, double du, double dv, double shell);

/// Coordinates of z projected into the plane: (u, v).
struct PlanePoint {
  double u = 0, v = 0;
};

PlanePoint project(const Plane& plane, const Latent& z);

}  // namespace core
