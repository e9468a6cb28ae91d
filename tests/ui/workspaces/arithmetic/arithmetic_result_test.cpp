#include "ui/workspaces/arithmetic/arithmetic_result.h"

#include <doctest/doctest.h>

#include "core/latent/interpolate.h"
#include "ui/workspaces/arithmetic/arithmetic_bins.h"
#include "ui/workspaces/arithmetic/turn_grid.h"

using core::BinId;

namespace {

core::ModelInfo model_of(int nz) {
  core::ModelInfo model;
  model.nz = nz;
  model.prior = core::Prior::kGaussian;
  return model;
}

core::ArithmeticDocument filled() {
  core::ArithmeticDocument document;
  ui::arithmetic::add_to_bin(document, BinId::kA, {{{4, 0}, 1}, {{0, 4}, 2}});
  ui::arithmetic::add_to_bin(document, BinId::kB, {{{1, 0}, 3}});
  ui::arithmetic::add_to_bin(document, BinId::kC, {{{0, 6}, 4}, {{0, 2}, 5}});
  return document;
}

/// Pictures of every exemplar in its place, each of one grey.
core::SurfacePictures pictures_of(const core::ArithmeticDocument& document, std::uint8_t step) {
  core::SurfacePictures pictures;
  for (const core::Bin& bin : document.bins)
    for (const core::Exemplar& item : bin.items) {
      pictures.z.push_back(item.z);
      pictures.tiles.emplace_back(1, 1, 1, static_cast<std::uint8_t>(step * pictures.z.size()));
    }
  return pictures;
}

}  // namespace

TEST_CASE("the result is mean A - mean B + mean C, on the typical norm when asked for") {
  core::ArithmeticDocument document = filled();
  const core::ModelInfo model = model_of(2);
  CHECK(ui::arithmetic::result_of(document, model) == core::Latent{1, 6});
  document.norm_matched = true;
  CHECK(core::norm(*ui::arithmetic::result_of(document, model)) ==
        doctest::Approx(core::typical_norm(core::Prior::kGaussian, 2)));
  CHECK_FALSE(ui::arithmetic::result_of({}, model));
}

TEST_CASE("single exemplars are summed as often as every filled bin has one") {
  const std::vector<core::Latent> singles = ui::arithmetic::singles_of(filled());
  REQUIRE(singles.size() == 1);
  CHECK(singles[0] == core::Latent{3, 6});
  core::ArithmeticDocument two;
  ui::arithmetic::add_to_bin(two, BinId::kC, {{{1, 1}, 1}, {{2, 2}, 2}});
  CHECK(ui::arithmetic::singles_of(two) == std::vector<core::Latent>{{1, 1}, {2, 2}});
  CHECK(ui::arithmetic::singles_of({}).empty());
}

TEST_CASE("the turn sheet needs both ends; its centre column is the fresh sample itself") {
  core::ArithmeticDocument document;
  const core::ModelInfo model = model_of(2);
  ui::arithmetic::add_to_bin(document, BinId::kLeft, {{{1, 0}, 1}});
  CHECK(ui::arithmetic::turn_latents(document, model).empty());
  ui::arithmetic::add_to_bin(document, BinId::kRight, {{{3, 0}, 2}});
  const std::vector<core::Latent> sheet = ui::arithmetic::turn_latents(document, model);
  REQUIRE(sheet.size() == 55);
  const core::Latent row = core::sample_latent(model.prior, model.nz, document.turn_seed + 1);
  CHECK(core::norm(core::add(sheet[11 + 5], row, -1.0)) == doctest::Approx(0).epsilon(1e-5));
  CHECK(sheet[11 + 10][0] - sheet[11 + 5][0] == doctest::Approx(2));
}

TEST_CASE("an export holds the bins, noise and rows that are on the screen") {
  core::ArithmeticDocument document = filled();
  document.noise = 0.5;
  document.noise_seed = 9;
  const core::ArithmeticRequest request = ui::arithmetic::arithmetic_request(document);
  CHECK(request.a == document.bin(BinId::kA).items);
  CHECK(request.noise == 0.5);
  CHECK(request.noise_seed == 9);
  const core::TurnRequest turn = ui::arithmetic::turn_request(document, model_of(2));
  REQUIRE(turn.rows.size() == 5);
  CHECK(turn.rows[4].seed == document.turn_seed + 4);
}

TEST_CASE("the pixel-space version waits for every exemplar's picture and adds the pictures") {
  const core::ArithmeticDocument document = filled();
  core::SurfacePictures pictures = pictures_of(document, 10);
  const auto version = ui::arithmetic::pixel_version(document, &pictures);
  REQUIRE(version);
  CHECK(version->pixels[0] == 15 - 30 + 45);
  pictures.tiles[3] = {};
  CHECK_FALSE(ui::arithmetic::pixel_version(document, &pictures));
  CHECK_FALSE(ui::arithmetic::pixel_version(document, nullptr));
}

TEST_CASE("pictures of two models of two sizes are not mixed in pixel space") {
  const core::ArithmeticDocument document = filled();
  core::SurfacePictures pictures = pictures_of(document, 10);
  core::Image& last = pictures.tiles.at(3);
  last = core::Image(last.width * 2, last.height * 2, last.channels, 40);
  CHECK_FALSE(ui::arithmetic::pixel_version(document, &pictures));
}

TEST_CASE("pictures of exemplars that have left their place are not taken for others") {
  core::ArithmeticDocument document = filled();
  const core::SurfacePictures pictures = pictures_of(document, 10);
  ui::arithmetic::remove_from_bin(document, {BinId::kA, 0});
  CHECK_FALSE(ui::arithmetic::pixel_version(document, &pictures));
}

TEST_CASE("the image change of the noise is the mean over the eight neighbours") {
  core::SurfacePictures result;
  result.tiles.assign(9, core::Image(2, 2, 1, 100));
  CHECK(ui::arithmetic::measured_change(&result) == doctest::Approx(0));
  result.tiles[0] = core::Image(2, 2, 1, 151);
  CHECK(ui::arithmetic::measured_change(&result) == doctest::Approx(0.2 / 8));
  result.tiles[8] = {};
  CHECK_FALSE(ui::arithmetic::measured_change(&result));
  CHECK_FALSE(ui::arithmetic::measured_change(nullptr));
}

TEST_CASE("the turn sheet sets its centre column apart and finds the picture under the cursor") {
  ui::arithmetic::TurnGrid grid;
  grid.origin = {100, 50};
  grid.tile = 10;
  grid.gap = 2;
  grid.apart = 6;
  CHECK(grid.x(4) == 100 + 4 * 12);
  CHECK(grid.x(5) == 100 + 5 * 12 + 6);
  CHECK(grid.x(6) == 100 + 6 * 12 + 12);
  CHECK(grid.at({grid.x(5) + 1, grid.y(2) + 9}) == 2 * 11 + 5);
  CHECK(grid.at({grid.x(5) - 1, grid.y(2)}) == -1);
  CHECK(grid.at({99, 50}) == -1);
  CHECK(grid.alpha(0, 1.0) == doctest::Approx(-1));
  CHECK(grid.alpha(5, 1.0) == doctest::Approx(0));
  CHECK(grid.alpha(9, 1.0) == doctest::Approx(0.8));
}
