#include "core/image/average.h"

#include <doctest/doctest.h>

#include <vector>

#include "core/base/error.h"

using core::Image;

TEST_CASE("the mean of pictures is taken value by value") {
  const std::vector<Image> images{Image(2, 1, 3, 10), Image(2, 1, 3, 20), Image(2, 1, 3, 60)};
  CHECK(core::mean_image(images) == Image(2, 1, 3, 30));
  CHECK(core::mean_image({}).empty());
}

TEST_CASE("pixel arithmetic adds and subtracts means and stays within the range") {
  const std::vector<Image> a{Image(1, 1, 1, 100), Image(1, 1, 1, 120)}, b{Image(1, 1, 1, 50)},
      c{Image(1, 1, 1, 30)};
  CHECK(core::pixel_arithmetic(a, b, c).pixels[0] == 110 - 50 + 30);
  CHECK(core::pixel_arithmetic(std::vector<Image>{Image(1, 1, 1, 250)}, b,
                               std::vector<Image>{Image(1, 1, 1, 200)})
            .pixels[0] == 255);
  CHECK(core::pixel_arithmetic(std::vector<Image>{Image(1, 1, 1, 5)}, b, c).pixels[0] == 0);
}

TEST_CASE("an empty set of pictures counts as mid-grey") {
  const std::vector<Image> a{Image(1, 1, 1, 100)};
  CHECK(core::pixel_arithmetic(a, {}, {}).pixels[0] == 100);
  CHECK(core::pixel_arithmetic({}, a, {}).pixels[0] == 128 - 100 + 128);
  CHECK(core::pixel_arithmetic({}, {}, {}).empty());
}

TEST_CASE("pictures of different sizes are refused") {
  const std::vector<Image> mixed{Image(1, 1, 1), Image(2, 1, 1)};
  CHECK_THROWS_AS(core::mean_image(mixed), core::Error);
  CHECK_THROWS_AS(
      core::pixel_arithmetic(std::vector<Image>{Image(1, 1, 1)}, std::vector<Image>{Image(1, 1, 3)}, {}),
      core::Error);
  CHECK_THROWS_AS(core::mean_difference(Image(1, 1, 1), Image(1, 2, 1)), core::Error);
}

TEST_CASE("the mean difference is a share of the whole range") {
  CHECK(core::mean_difference(Image(3, 2, 3, 0), Image(3, 2, 3, 255)) == doctest::Approx(1));
  Image half(2, 1, 1, 0);
  half.pixels[1] = 51;
  CHECK(core::mean_difference(half, Image(2, 1, 1, 0)) == doctest::Approx(0.1));
}
