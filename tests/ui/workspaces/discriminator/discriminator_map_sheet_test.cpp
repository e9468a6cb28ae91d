#include "ui/workspaces/discriminator/map_sheet.h"

#include <doctest/doctest.h>

namespace {

/// Four maps of 2 x 1: steady, dead, wild, low.
core::FeatureMaps maps() {
  return {1, 4, 1, 2, {2, 2, -1, -0.5f, 0, 6, 1, 0.5f}};
}

}  // namespace

TEST_CASE("statistics of a map are those of its units") {
  const auto statistics = ui::discriminator::map_statistics(maps());
  REQUIRE(statistics.size() == 4);
  CHECK(statistics[0].mean == 2);
  CHECK(statistics[0].variance == 0);
  CHECK(statistics[2].mean == 3);
  CHECK(statistics[2].variance == 9);
  CHECK(statistics[2].largest == 6);
  CHECK(statistics[2].unit_x == 1);
  CHECK(statistics[2].unit_y == 0);
  CHECK(statistics[2].active == 0.5);
  CHECK(statistics[1].dead());
  CHECK(ui::discriminator::dead_count(statistics) == 1);
  CHECK(ui::discriminator::map_statistics({}).empty());
}

TEST_CASE("maps are sorted largest first, dead ones last") {
  const auto statistics = ui::discriminator::map_statistics(maps());
  CHECK(ui::discriminator::sorted_maps(statistics, ui::discriminator::MapOrder::kVariance) ==
        std::vector<int>{2, 3, 0, 1});
  CHECK(ui::discriminator::sorted_maps(statistics, ui::discriminator::MapOrder::kMean) ==
        std::vector<int>{2, 0, 3, 1});
  CHECK(ui::discriminator::sorted_maps(statistics, ui::discriminator::MapOrder::kIndex) ==
        std::vector<int>{0, 2, 3, 1});
}

TEST_CASE("the mosaic puts zero on black and the shared end on white") {
  const core::Image mosaic = ui::discriminator::map_mosaic(maps(), 2, 2);
  CHECK(mosaic.width == 4);
  CHECK(mosaic.height == 2);
  CHECK(mosaic.channels == 1);
  CHECK(mosaic.pixels == std::vector<std::uint8_t>{255, 255, 0, 0, 0, 255, 128, 64});
}

TEST_CASE("activations are counted on the shared range, what lies outside at its ends") {
  CHECK(ui::discriminator::activation_counts(maps(), 0, 4, 4) == std::vector<double>{0, 0, 2, 0});
  CHECK(ui::discriminator::activation_counts(maps(), 1, 4, 4) == std::vector<double>{2, 0, 0, 0});
  CHECK(ui::discriminator::activation_counts(maps(), 2, 4, 4) == std::vector<double>{1, 0, 0, 1});
}

TEST_CASE("one unit in a thousand does not stretch the shared range") {
  core::FeatureMaps many{1, 1, 10, 100, std::vector<float>(1000, 1.0f)};
  many.values[17] = 50;
  CHECK(ui::discriminator::shared_high(many) == 1);
  CHECK(ui::discriminator::shared_high({1, 1, 1, 2, {-1, -1}}) > 0);
}
