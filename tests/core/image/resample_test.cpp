#include "core/image/resample.h"

#include <doctest/doctest.h>

#include <numeric>

#include "core/base/error.h"

using core::Image;

namespace {

Image grey(int width, int height, std::vector<std::uint8_t> pixels) {
  Image image(width, height, 1);
  image.pixels = std::move(pixels);
  return image;
}

Image ramp(int width, int height) {
  Image image(width, height, 3);
  std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{0});
  return image;
}

}  // namespace

TEST_CASE("nearest-neighbour repeats pixels") {
  CHECK(core::enlarge_nearest(grey(2, 1, {1, 2}), 2) == grey(4, 2, {1, 1, 2, 2, 1, 1, 2, 2}));
  CHECK(core::enlarge_nearest(ramp(5, 3), 1) == ramp(5, 3));
  CHECK_THROWS_AS(core::enlarge_nearest(ramp(5, 3), 0), core::Error);
  CHECK_THROWS_AS(core::enlarge_nearest(ramp(5, 3), 1 << 29), core::Error);
}

TEST_CASE("shrinking averages areas") {
  CHECK(core::resize(grey(4, 2, {0, 100, 10, 20, 50, 250, 30, 40}), 2, 1) == grey(2, 1, {100, 25}));
  // Three pixels to two: the middle one is shared.
  CHECK(core::resize(grey(3, 1, {0, 90, 210}), 2, 1) == grey(2, 1, {30, 170}));
}

TEST_CASE("enlarging blends between pixel centres and repeats the border") {
  CHECK(core::resize(grey(2, 1, {0, 100}), 4, 1) == grey(4, 1, {0, 25, 75, 100}));
  CHECK(core::resize(grey(1, 1, {7}), 3, 3) == grey(3, 3, std::vector<std::uint8_t>(9, 7)));
}

TEST_CASE("resizing keeps flat images flat and equal sizes untouched") {
  for (const int value : {0, 1, 127, 254, 255}) {
    const Image flat(37, 23, 3, static_cast<std::uint8_t>(value));
    CHECK(core::resize(flat, 64, 64) == Image(64, 64, 3, static_cast<std::uint8_t>(value)));
    CHECK(core::resize(flat, 5, 60) == Image(5, 60, 3, static_cast<std::uint8_t>(value)));
  }
  CHECK(core::resize(ramp(9, 7), 9, 7) == ramp(9, 7));
}

TEST_CASE("illegal sizes and empty images are refused") {
  CHECK_THROWS_AS(core::resize(ramp(4, 4), 0, 4), core::Error);
  CHECK_THROWS_AS(core::resize(ramp(4, 4), 4, 40000), core::Error);
  CHECK_THROWS_AS(core::resize(Image{}, 4, 4), core::Error);
  CHECK_THROWS_AS(core::centre_square(Image{}, 4), core::Error);
  CHECK_THROWS_AS(core::centre_square(ramp(4, 4), 0), core::Error);
}

TEST_CASE("the centre square is cut from the middle of the longer side") {
  CHECK(core::centre_square(grey(4, 2, {1, 2, 3, 4, 5, 6, 7, 8}), 2) == grey(2, 2, {2, 3, 6, 7}));
  CHECK(core::centre_square(grey(2, 4, {1, 2, 3, 4, 5, 6, 7, 8}), 2) == grey(2, 2, {3, 4, 5, 6}));
  // One column too many: torchvision rounds the half to the even side, 0; three too many give 1.5, so 2.
  CHECK(core::centre_square(grey(3, 2, {1, 2, 3, 4, 5, 6}), 2) == grey(2, 2, {1, 2, 4, 5}));
  CHECK(core::centre_square(grey(5, 2, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), 2) == grey(2, 2, {3, 4, 8, 9}));
}

TEST_CASE("the centre square has the size asked for whatever comes in") {
  for (const auto& [width, height] :
       {std::pair(178, 218), std::pair(64, 64), std::pair(1, 500), std::pair(31, 30)}) {
    const Image square = core::centre_square(ramp(width, height), 64);
    CHECK(square.width == 64);
    CHECK(square.height == 64);
    CHECK(square.pixels.size() == 64u * 64u * 3u);
  }
}

TEST_CASE("grey is Rec. 601 luma and stays itself on the way to colour and back") {
  Image colours(4, 1, 3);
  colours.pixels = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255};
  CHECK(core::to_channels(colours, 1) == grey(4, 1, {76, 150, 29, 255}));
  std::vector<std::uint8_t> all(256);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  const Image greys = grey(256, 1, all);
  CHECK(core::to_channels(core::to_channels(greys, 3), 1) == greys);
  CHECK_THROWS_AS(core::to_channels(greys, 4), core::Error);
}

TEST_CASE("flipping mirrors columns, twice is nothing") {
  CHECK(core::flip_horizontal(grey(3, 2, {1, 2, 3, 4, 5, 6})) == grey(3, 2, {3, 2, 1, 6, 5, 4}));
  CHECK(core::flip_horizontal(core::flip_horizontal(ramp(5, 4))) == ramp(5, 4));
}

TEST_CASE("a cross fade runs from one image to the other") {
  const Image a(2, 2, 3, 10), b(2, 2, 3, 210);
  CHECK(core::cross_fade(a, b, 0.0) == a);
  CHECK(core::cross_fade(a, b, 1.0) == b);
  CHECK(core::cross_fade(a, b, 0.25) == Image(2, 2, 3, 60));
  CHECK(core::cross_fade(a, b, 7.0) == b);
  CHECK_THROWS_AS(core::cross_fade(a, Image(3, 2, 3), 0.5), core::Error);
}
