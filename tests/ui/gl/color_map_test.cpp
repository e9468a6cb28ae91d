#include "ui/gl/color_map.h"

#include <doctest/doctest.h>

#include <cmath>

namespace {

double lightness(const std::array<std::uint8_t, 768>& table, int i) {
  return 0.2126 * std::pow(table[3 * i] / 255.0, 2.2) + 0.7152 * std::pow(table[3 * i + 1] / 255.0, 2.2) +
         0.0722 * std::pow(table[3 * i + 2] / 255.0, 2.2);
}

}  // namespace

TEST_CASE("sequential maps grow lighter from end to end") {
  for (const ui::ColorMap map : {ui::ColorMap::kViridis, ui::ColorMap::kInferno, ui::ColorMap::kGrey136}) {
    const auto table = ui::color_map_table(map);
    for (int i = 1; i < 256; ++i) CHECK(lightness(table, i) >= lightness(table, i - 1) - 1e-3);
    CHECK(lightness(table, 255) > lightness(table, 0) + 0.5);
  }
}

TEST_CASE("the signed map is lightest at zero and dark at both ends") {
  const auto table = ui::color_map_table(ui::ColorMap::kPuOr);
  CHECK(lightness(table, 128) > 0.85);
  CHECK(lightness(table, 0) < 0.1);
  CHECK(lightness(table, 255) < 0.2);
}

TEST_CASE("zero of a guided map is grey 136") {
  const auto table = ui::color_map_table(ui::ColorMap::kGrey136);
  for (int c = 0; c < 3; ++c) CHECK(table[3 * 128 + c] == 136);
}
