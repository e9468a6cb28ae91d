#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/latent/plane.h"

namespace ui::explore {

/// Where a z stands on the latent pad: its coordinates along u and v, measured from the point of the plane
/// that is nearest to z = 0. There the rings have their centre.
core::PlanePoint pad_place(const core::Plane& plane, const core::Latent& z);

/// Radius on the pad at which the plane itself has this norm; nothing where all of the plane is farther from
/// zero.
std::optional<double> ring_radius(const core::Plane& plane, double norm);

/// What point_on() has to be given so that its result stands at `wanted` on the pad. A shell draws points
/// inwards, so the pad's edge is out of reach: the result is held at 98 % of the shell's norm.
core::PlanePoint offset_for(const core::Plane& plane, core::PlanePoint wanted, std::optional<double> shell);

/// Half the width of what the pad shows, in z units: the outer ring and everything on it, with a margin.
double pad_reach(const core::Plane& plane, double outer_norm, std::span<const core::PlanePoint> shown);

/// Which labels have room so that none lies over another: `first` (-1 = none), then in order, their middles
/// at least `apart`.
std::vector<bool> labels_with_room(std::span<const core::PlanePoint> middles, double apart, int first);

/// The plane has the directions that plane_through() gives for these three points.
bool is_plane_of(const core::Plane& plane, const core::Latent& a, const core::Latent& b,
                 const core::Latent& c);

}  // namespace ui::explore
