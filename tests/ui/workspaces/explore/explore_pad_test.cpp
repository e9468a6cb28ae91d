#include "ui/workspaces/explore/pad_geometry.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace {

constexpr int kNz = 40;

core::Latent z_of(std::uint64_t seed) {
  return core::sample_latent(core::Prior::kGaussian, kNz, seed);
}

}  // namespace

TEST_CASE("what is dragged stands where the cursor is, with and without keeping the norm") {
  const core::Plane plane = core::random_plane(z_of(1), 5);
  for (const std::optional<double> keep : {std::optional<double>{}, {6.3}}) {
    for (const core::PlanePoint wanted : {core::PlanePoint{0.5, -2}, {3, 1}, {-4, -1.5}, {0, 0}}) {
      const core::PlanePoint offset = ui::explore::offset_for(plane, wanted, keep);
      const core::PlanePoint shown =
          ui::explore::pad_place(plane, core::point_on(plane, offset.u, offset.v, keep));
      CHECK(shown.u == doctest::Approx(wanted.u).epsilon(1e-3));
      CHECK(shown.v == doctest::Approx(wanted.v).epsilon(1e-3));
    }
  }
}

TEST_CASE("beyond the sphere a kept norm holds the point just inside it") {
  const core::Plane plane = core::random_plane(z_of(1), 5);
  const double length = core::typical_norm(core::Prior::kGaussian, kNz);
  const core::PlanePoint offset = ui::explore::offset_for(plane, {0, 3 * length}, length);
  const core::Latent z = core::point_on(plane, offset.u, offset.v, length);
  CHECK(core::norm(z) == doctest::Approx(length));
  CHECK(ui::explore::pad_place(plane, z).v == doctest::Approx(0.98 * length).epsilon(1e-3));
}

TEST_CASE("a ring stands where the plane has its norm") {
  const core::Plane plane = core::plane_through(z_of(1), z_of(2), z_of(3));
  const double wanted = core::norm(plane.origin);
  const auto radius = ui::explore::ring_radius(plane, wanted);
  REQUIRE(radius);
  // The origin lies in the plane and has that norm: it stands on the ring.
  const core::PlanePoint origin = ui::explore::pad_place(plane, plane.origin);
  CHECK(std::hypot(origin.u, origin.v) == doctest::Approx(*radius));
  const core::PlanePoint offset = ui::explore::offset_for(plane, {*radius, 0}, std::nullopt);
  CHECK(core::norm(core::point_on(plane, offset.u, offset.v, std::nullopt)) == doctest::Approx(wanted));
  CHECK_FALSE(ui::explore::ring_radius(plane, 0.1));
}

TEST_CASE("the pad shows the outer ring and every point on it") {
  const core::Plane plane = core::random_plane(z_of(4), 5);
  const double outer = core::norm_at_percentile(core::Prior::kGaussian, kNz, 0.95);
  const double alone = ui::explore::pad_reach(plane, outer, {});
  CHECK(alone > ui::explore::ring_radius(plane, outer).value_or(0));
  const std::vector<core::PlanePoint> far{{30, 40}};
  CHECK(ui::explore::pad_reach(plane, outer, far) > 50);
}

TEST_CASE("of labels that would lie over one another the wanted one and then the first are shown") {
  const std::vector<core::PlanePoint> middles{{0, 0}, {3, 4}, {4, 4}, {0, 1}, {20, 0}};
  CHECK(ui::explore::labels_with_room(middles, 5, -1) == std::vector<bool>{true, true, false, false, true});
  CHECK(ui::explore::labels_with_room(middles, 5, 3) == std::vector<bool>{false, false, true, true, true});
  CHECK(ui::explore::labels_with_room({}, 5, 0).empty());
}
