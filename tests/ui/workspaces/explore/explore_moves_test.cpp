#include "ui/workspaces/explore/explore_moves.h"

#include <doctest/doctest.h>

#include "tests/support/mock_model.h"
#include "ui/workspaces/explore/play.h"

namespace {

core::ModelInfo model() {
  return test::MockModel::mock_info("mock", 8);
}

core::Exemplar of_seed(std::uint64_t seed) {
  return {core::sample_latent(core::Prior::kGaussian, 8, seed), seed};
}

core::Document opened() {
  return core::document_for(model(), {}, 14);
}

}  // namespace

TEST_CASE("a seed says where the picture came from and is where home leads") {
  core::Document document = opened();
  ui::explore::go_to_seed(document.explore, model(), 36);
  CHECK(document.explore.current == of_seed(36));
  CHECK(document.explore.home == of_seed(36));
  CHECK(document.explore.origin == core::Origin{core::FromSeed{36}, {}});
}

TEST_CASE("pins are added at the end or where they were dropped, and found again by their z") {
  core::Document document = opened();
  ui::explore::add_pin(document.path, of_seed(1));
  ui::explore::add_pin(document.path, of_seed(2));
  ui::explore::add_pin(document.path, of_seed(3), 1);
  REQUIRE(document.path.pins.size() == 3);
  CHECK(document.path.pins[1] == of_seed(3));
  CHECK_FALSE(ui::explore::pin_shown(document));
  core::go_to(document.explore, of_seed(2), {});
  CHECK(ui::explore::pin_shown(document) == 2);
  ui::explore::add_pin(document.path, of_seed(4), 99);
  CHECK(document.path.pins.back() == of_seed(4));
}

TEST_CASE("the path shows the canvas' picture where the head stands, at a pin, or not at all") {
  core::Document document = opened();
  document.path.seconds_per_segment = 2;
  CHECK_FALSE(ui::explore::moment_shown(document, 0));
  for (const std::uint64_t seed : {1u, 2u, 3u, 1u}) ui::explore::add_pin(document.path, of_seed(seed));
  CHECK_FALSE(ui::explore::moment_shown(document, 0));  // seed 14
  ui::explore::show_moment(document, 2.6);
  CHECK(ui::explore::moment_shown(document, 2.6) == 2.6);
  CHECK_FALSE(ui::explore::moment_shown(document, 2.7));  // the head went on, the picture did not
  core::go_to(document.explore, of_seed(3), {});
  CHECK(ui::explore::moment_shown(document, 0.3) == 4.0);
  core::go_to(document.explore, of_seed(1), {});
  CHECK(ui::explore::moment_shown(document, 1) == 0.0);
  ui::explore::show_moment(document, 6);
  CHECK(ui::explore::moment_shown(document, 6) == 6.0);  // the last pin, not the first that looks the same
}

TEST_CASE("a pin moves to another place in the order, a copy leaves it where it was") {
  core::PathDocument path;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) ui::explore::add_pin(path, of_seed(seed));
  const auto order = [&] {
    std::vector<std::uint64_t> seeds;
    for (const core::Exemplar& pin : path.pins) seeds.push_back(*pin.seed);
    return seeds;
  };
  CHECK(ui::explore::move_pin(path, 0, 2, false));
  CHECK(order() == std::vector<std::uint64_t>{2, 3, 1, 4});
  CHECK(ui::explore::move_pin(path, 3, 0, true));
  CHECK(order() == std::vector<std::uint64_t>{4, 2, 3, 1, 4});
  CHECK_FALSE(ui::explore::move_pin(path, 1, 1, false));
  CHECK_FALSE(ui::explore::move_pin(path, 9, 1, false));
  CHECK(ui::explore::remove_pin(path, 4));
  CHECK_FALSE(ui::explore::remove_pin(path, 4));
  CHECK(order() == std::vector<std::uint64_t>{4, 2, 3, 1});
}

TEST_CASE("the plane of the first three pins is told from a random one and from a chosen one") {
  core::Document document = opened();
  CHECK(ui::explore::plane_kind(document, {}) == ui::explore::PlaneKind::kRandom);
  const core::Plane chosen = core::plane_through(of_seed(7).z, of_seed(8).z, of_seed(9).z);
  document.explore.plane = chosen;
  CHECK(ui::explore::plane_kind(document, chosen) == ui::explore::PlaneKind::kOther);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) ui::explore::add_pin(document.path, of_seed(seed));
  document.explore.plane = core::plane_through(of_seed(1).z, of_seed(2).z, of_seed(3).z);
  CHECK(ui::explore::plane_kind(document, chosen) == ui::explore::PlaneKind::kPins);
  ui::explore::remove_pin(document.path, 0);
  CHECK(ui::explore::plane_kind(document, chosen) == ui::explore::PlaneKind::kRandom);
}
