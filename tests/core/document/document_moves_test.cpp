#include "core/document/document_moves.h"

#include <doctest/doctest.h>

using core::Origin;
using core::ZChange;

namespace {

core::ModelInfo model() {
  core::ModelInfo info;
  info.nz = 6;
  info.prior = core::Prior::kUniform;
  return info;
}

core::ExploreDocument opened() {
  return core::document_for(model(), {}, 14).explore;
}

}  // namespace

TEST_CASE("the z of a seed is drawn from the model's prior") {
  const core::Exemplar seeded = core::seeded(model(), 36);
  CHECK(seeded.z == core::sample_latent(core::Prior::kUniform, 6, 36));
  CHECK(seeded.seed == 36);
}

TEST_CASE("going to a z changes what the canvas shows and where it came from, nothing else") {
  core::ExploreDocument explore = opened();
  core::ExploreDocument expected = explore;
  const core::Exemplar place{core::Latent{1, 2, 3, 4, 5, 6}, std::nullopt};
  core::go_to(explore, place, core::BetweenPins{0, 1, 0.5});
  expected.current = place;
  expected.origin = {core::BetweenPins{0, 1, 0.5}, {}};
  CHECK(explore == expected);
}

TEST_CASE("a seed says better than a pin where a z came from") {
  core::ExploreDocument explore = opened();
  core::go_to(explore, core::seeded(model(), 3), core::FromPin{1});
  CHECK(explore.origin == Origin{core::FromSeed{3}, {}});
}

TEST_CASE("a changed z loses its seed and says how it was made, each way once and in order") {
  core::ExploreDocument explore = opened();
  core::ExploreDocument expected = explore;
  core::Latent z = explore.current.z;
  for (const ZChange how : {ZChange::kEdited, ZChange::kDragged, ZChange::kEdited, ZChange::kDragged}) {
    z[0] += 1;
    core::change_z(explore, z, how);
  }
  expected.current = {z, std::nullopt};
  expected.origin = {core::FromSeed{14}, {ZChange::kEdited, ZChange::kDragged}};
  CHECK(explore == expected);
  core::go_to(explore, core::seeded(model(), 3), {});
  CHECK(explore.origin == Origin{core::FromSeed{3}, {}});
}
