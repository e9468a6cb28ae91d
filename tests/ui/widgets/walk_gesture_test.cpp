#include "ui/widgets/walk_gesture.h"

#include <doctest/doctest.h>

#include "core/document/document_moves.h"
#include "core/latent/interpolate.h"
#include "ui/widgets/picture_side.h"

namespace {

const double kShell = core::typical_norm(core::Prior::kGaussian, 20);

core::ExploreDocument explore_at(std::uint64_t seed) {
  core::ExploreDocument explore;
  core::go_to(explore, {core::sample_latent(core::Prior::kGaussian, 20, seed), seed}, {});
  explore.plane = core::random_plane(explore.current.z, 1);
  explore.scale = 4;
  return explore;
}

double distance(const core::Latent& a, const core::Latent& b) {
  return core::norm(core::add(a, b, -1.0));
}

}  // namespace

TEST_CASE("a point of the plane is found again, with and without the norm kept") {
  const core::Plane plane = core::random_plane(core::sample_latent(core::Prior::kGaussian, 20, 3), 5);
  for (const std::optional<double> shell : {std::optional<double>{}, {4.5}}) {
    const auto at = ui::place_on(plane, core::point_on(plane, 1.5, -2.25, shell), shell);
    REQUIRE(at);
    CHECK(at->u == doctest::Approx(1.5).epsilon(1e-3));
    CHECK(at->v == doctest::Approx(-2.25).epsilon(1e-3));
  }
  CHECK_FALSE(ui::place_on(plane, core::sample_latent(core::Prior::kGaussian, 20, 4), 4.5));
  CHECK_FALSE(ui::place_on(plane, core::Latent{1, 2}, 4.5));
}

TEST_CASE("dragging keeps the typical norm of the model's prior, or none when it is free") {
  core::ExploreDocument explore;
  core::ModelInfo model;
  model.prior = core::Prior::kUniform;
  model.nz = 12;
  CHECK(ui::kept_norm(explore, &model) == core::typical_norm(core::Prior::kUniform, 12));
  CHECK_FALSE(ui::kept_norm(explore, nullptr));
  explore.keep_norm = false;
  CHECK_FALSE(ui::kept_norm(explore, &model));
}

TEST_CASE("a drag moves by half widths times the scale and drops the seed") {
  core::ExploreDocument explore = explore_at(3);
  const core::Plane plane = explore.plane;
  ui::WalkGesture walk;
  walk.begin(explore, std::nullopt);
  walk.move(explore, 0.5, 0.25);
  CHECK(distance(explore.current.z, core::point_on(plane, 2, 1, std::nullopt)) < 1e-4);
  CHECK_FALSE(explore.current.seed);
  CHECK(explore.origin == core::Origin{core::FromSeed{3}, {core::ZChange::kDragged}});
  CHECK(walk.moved().u == doctest::Approx(2));
  CHECK(walk.end());
}

TEST_CASE("a second drag goes on where the first one ended") {
  core::ExploreDocument explore = explore_at(3);
  const core::Plane plane = explore.plane;
  ui::WalkGesture walk;
  walk.begin(explore, kShell);
  walk.move(explore, 0.5, 0);
  walk.end();
  walk.begin(explore, kShell);
  walk.move(explore, 0, 0.25);
  CHECK(explore.plane == plane);
  CHECK(distance(explore.current.z, core::point_on(plane, 2, 1, kShell)) < 1e-3);
}

TEST_CASE("a z beside the plane becomes its origin, so that dragging never jumps") {
  core::ExploreDocument explore = explore_at(3);
  explore.current = {core::sample_latent(core::Prior::kGaussian, 20, 8), 8};
  const core::Latent before = explore.current.z;
  ui::WalkGesture walk;
  walk.begin(explore, kShell);
  CHECK(explore.plane.origin == before);
  walk.move(explore, 1e-6, 0);
  CHECK(distance(explore.current.z, before) < 1e-4);
}

TEST_CASE("a press without a move is no walk") {
  core::ExploreDocument explore = explore_at(3);
  const core::ExploreDocument before = explore;
  ui::WalkGesture walk;
  walk.begin(explore, kShell);
  CHECK_FALSE(walk.end());
  CHECK(explore == before);
}

TEST_CASE("pictures are enlarged by whole numbers and shrunken to whole parts") {
  CHECK(ui::picture_side(200, 64) == 192);
  CHECK(ui::picture_side(64, 64) == 64);
  CHECK(ui::picture_side(63, 64) == 32);
  CHECK(ui::picture_side(64, 128) == 64);
  CHECK(ui::picture_side(50, 128) == 42);
  CHECK(ui::picture_side(-5, 64) >= 1);
}
