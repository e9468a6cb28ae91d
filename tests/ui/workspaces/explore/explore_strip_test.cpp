#include "ui/workspaces/explore/path_strip.h"

#include <doctest/doctest.h>

#include <cmath>

namespace {

core::Path path_of(int pins, bool loop = false) {
  core::Path path;
  for (int i = 0; i < pins; ++i) path.pins.push_back(core::sample_latent(core::Prior::kGaussian, 8, 50 + i));
  path.loop = loop;
  path.seconds_per_segment = 2.4;
  return path;
}

core::Image grey(std::uint8_t value) {
  return core::Image(4, 4, 1, value);
}

/// Pictures that change by `steps` from tile to tile.
core::SurfacePictures pictures_of(const std::vector<core::Latent>& z, const std::vector<int>& steps) {
  core::SurfacePictures pictures;
  pictures.z = z;
  int value = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    pictures.tiles.push_back(grey(static_cast<std::uint8_t>(value)));
    pictures.tile_versions.push_back(1);
    if (i < steps.size()) value += steps[i];
  }
  return pictures;
}

}  // namespace

TEST_CASE("every pin is a tile of the strip, the last tile is the end") {
  for (const bool loop : {false, true}) {
    const core::Path path = path_of(5, loop);
    const std::vector<core::Latent> strip = ui::explore::strip_latents(path);
    for (int pin = 0; pin < 5; ++pin)
      CHECK(strip[static_cast<std::size_t>(ui::explore::strip_tile_of_pin(path, pin))] ==
            path.pins[static_cast<std::size_t>(pin)]);
    CHECK(strip.back() == (loop ? path.pins.front() : path.pins.back()));
  }
  CHECK(ui::explore::strip_latents(path_of(1)).size() == 1);
  CHECK(ui::explore::strip_latents(path_of(0)).empty());
}

TEST_CASE("the strip does not depend on how fast it is played") {
  core::Path path = path_of(4);
  const std::vector<core::Latent> strip = ui::explore::strip_latents(path);
  path.seconds_per_segment = 0.7;
  path.frames_per_second = 60;
  CHECK(ui::explore::strip_latents(path) == strip);
}

TEST_CASE("time and tile lead to each other") {
  const core::Path path = path_of(3);
  const int last = static_cast<int>(ui::explore::strip_latents(path).size()) - 1;
  for (const int tile : {0, 1, 7, last})
    CHECK(ui::explore::strip_tile_at(path, ui::explore::strip_seconds(path, tile)) == tile);
  CHECK(ui::explore::strip_tile_at(path, -5) == 0);
  CHECK(ui::explore::strip_tile_at(path, 500) == last);
}

TEST_CASE("the distance of pictures is the root mean square over pixels") {
  CHECK(ui::explore::picture_distance(grey(0), grey(255)) == doctest::Approx(1));
  CHECK(ui::explore::picture_distance(grey(10), grey(61)) == doctest::Approx(0.2));
  CHECK(std::isnan(ui::explore::picture_distance(grey(0), {})));
  CHECK(std::isnan(ui::explore::picture_distance(grey(0), core::Image(2, 2, 1))));
}

TEST_CASE("a jump over eight times the mean is a peak, the largest first") {
  const std::vector<core::Latent> z = ui::explore::strip_latents(path_of(2));
  std::vector<int> steps(z.size() - 1, 1);
  steps[3] = 40;
  steps[9] = 50;
  ui::explore::JumpCurve curve;
  curve.update(pictures_of(z, steps), z);
  CHECK(curve.complete());
  CHECK(curve.mean() == doctest::Approx((22 + 90) / 24.0 / 255));
  CHECK(curve.peaks() == std::vector<int>{9, 3});
  CHECK(curve.ratio(0) == doctest::Approx(24.0 / 112));
}

TEST_CASE("tiles that are not drawn yet, or show something else, are no jumps") {
  const std::vector<core::Latent> z = ui::explore::strip_latents(path_of(2));
  core::SurfacePictures pictures = pictures_of(z, std::vector<int>(z.size() - 1, 2));
  pictures.tiles[5] = {};
  pictures.z[10] = core::Latent(8, 0.0f);
  ui::explore::JumpCurve curve;
  curve.update(pictures, z);
  CHECK_FALSE(curve.complete());
  for (const int unknown : {4, 5, 9, 10}) CHECK(std::isnan(curve.ratio(unknown)));
  CHECK(curve.ratio(0) == doctest::Approx(1));
  pictures.tiles[5] = grey(200);
  pictures.tile_versions[5] = 2;
  curve.update(pictures, z);
  CHECK(curve.jumps()[4] > curve.jumps()[0]);
}
