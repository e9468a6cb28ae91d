#include "core/image/grid.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "core/base/error.h"

using core::Image;

namespace {

int grey_at(const Image& image, int x, int y) {
  return *image.at(x, y);
}

}  // namespace

TEST_CASE("a sheet is as square as it can be, with a gap all round") {
  const std::vector<Image> tiles(5, Image(4, 6, 1, 200));
  const Image sheet = core::make_grid(tiles);
  CHECK(sheet.width == 3 * 4 + 4 * 2);
  CHECK(sheet.height == 2 * 6 + 3 * 2);
  CHECK(sheet.channels == 1);
  CHECK(grey_at(sheet, 0, 0) == 22);
  CHECK(grey_at(sheet, 2, 2) == 200);
  CHECK(grey_at(sheet, 6, 2) == 22);
  CHECK(grey_at(sheet, sheet.width - 3, sheet.height - 3) == 22);  // the sixth place is empty
}

TEST_CASE("tiles stand row by row") {
  std::vector<Image> tiles;
  for (int i = 0; i < 6; ++i) tiles.emplace_back(1, 1, 1, static_cast<std::uint8_t>(100 + i));
  const Image sheet = core::make_grid(tiles, {.columns = 2, .gap = 0});
  CHECK(sheet == [] {
    Image expected(2, 3, 1);
    expected.pixels = {100, 101, 102, 103, 104, 105};
    return expected;
  }());
}

TEST_CASE("more columns than tiles leave no empty places") {
  CHECK(core::make_grid(std::vector<Image>(3, Image(2, 2, 3)), {.columns = 8, .gap = 1}).width == 10);
}

TEST_CASE("tiles are enlarged by whole pixels, the gap is not") {
  Image tile(2, 1, 1);
  tile.pixels = {10, 20};
  const Image sheet = core::make_grid(std::vector<Image>{tile}, {.gap = 1, .enlarge = 3});
  CHECK(sheet.width == 8);
  CHECK(sheet.height == 5);
  CHECK(grey_at(sheet, 3, 3) == 10);
  CHECK(grey_at(sheet, 4, 1) == 20);
  CHECK(grey_at(sheet, 7, 1) == 22);
}

TEST_CASE("one coloured tile makes the sheet coloured and grey tiles grey in it") {
  const std::vector<Image> tiles = {Image(1, 1, 1, 90), Image(1, 1, 3, 40)};
  const Image sheet = core::make_grid(tiles, {.columns = 2, .gap = 0});
  CHECK(sheet.channels == 3);
  CHECK(sheet.pixels == std::vector<std::uint8_t>{90, 90, 90, 40, 40, 40});
}

TEST_CASE("a sheet of nothing, of mixed sizes or beyond all bounds is refused") {
  CHECK_THROWS_AS(core::make_grid({}), core::Error);
  CHECK_THROWS_AS(core::make_grid(std::vector<Image>{Image(2, 2, 3), Image(3, 2, 3)}), core::Error);
  CHECK_THROWS_AS(core::make_grid(std::vector<Image>{Image(2, 2, 3)}, {.enlarge = 0}), core::Error);
  CHECK_THROWS_AS(core::make_grid(std::vector<Image>{Image(2, 2, 3)}, {.enlarge = 1 << 30}), core::Error);
  CHECK_THROWS_AS(core::make_grid(std::vector<Image>{Image(2, 2, 3)}, {.gap = 1 << 30}), core::Error);
}

TEST_CASE("whether a PNG could hold a sheet is known before its tiles are") {
  CHECK_NOTHROW(core::check_grid(100, {64, 64, 3}, {}));
  CHECK_THROWS_AS(core::check_grid(600, {64, 64, 3}, {.columns = 1}), core::Error);
  // 16384 x 16384: 768 MiB in colour, 256 MiB in grey.
  CHECK_THROWS_AS(core::check_grid(256 * 256, {64, 64, 3}, {.gap = 0}), core::Error);
  CHECK_NOTHROW(core::check_grid(256 * 256, {64, 64, 1}, {.gap = 0}));
  CHECK_THROWS_AS(core::blank_sheet(std::int64_t{1} << 40, 1, 3, 255), core::Error);
  CHECK(core::blank_sheet(3, 2, 1, 9) == Image(3, 2, 1, 9));
}

TEST_CASE("pasting clips at every edge of the sheet") {
  const Image tile(3, 3, 1, 9);
  for (const auto& [x, y, expected] :
       {std::tuple(-2, -2, 1), std::tuple(4, 4, 1), std::tuple(1, 1, 9), std::tuple(-3, 0, 0),
        std::tuple(5, 0, 0), std::tuple(0, -100, 0), std::tuple(2147483647, 0, 0)}) {
    Image sheet(5, 5, 1);
    core::paste(sheet, tile, x, y);
    CHECK(std::count(sheet.pixels.begin(), sheet.pixels.end(), 9) == expected);
  }
}
