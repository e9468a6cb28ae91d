#include "core/tasks/evaluate/ms_ssim.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/latent/random.h"

namespace {

core::Image noise(int size, std::uint64_t seed) {
  core::Image image(size, size, 3);
  core::CounterRandom random(seed);
  for (auto& value : image.pixels) value = static_cast<std::uint8_t>(random.below(256));
  return image;
}

core::Image disturbed(core::Image image, int amount, std::uint64_t seed) {
  core::CounterRandom random(seed);
  for (auto& value : image.pixels)
    value = static_cast<std::uint8_t>(
        std::clamp(int(value) + int(random.below(2 * amount + 1)) - amount, 0, 255));
  return image;
}

}  // namespace

TEST_CASE("MS-SSIM is 1 for equal pictures and falls with every disturbance") {
  const core::Image image = noise(64, 1);
  CHECK(tasks::ms_ssim(image, image) == doctest::Approx(1.0));
  const double little = tasks::ms_ssim(image, disturbed(image, 10, 2)),
               much = tasks::ms_ssim(image, disturbed(image, 80, 3));
  CHECK(little > 0.98);
  CHECK(much < little);
  CHECK(tasks::ms_ssim(image, noise(64, 9)) < 0.4);
}

TEST_CASE("MS-SSIM is symmetric and works from 16 pixels on") {
  const core::Image a = noise(16, 1), b = disturbed(a, 60, 2);
  CHECK(tasks::ms_ssim(a, b) == doctest::Approx(tasks::ms_ssim(b, a)));
}

TEST_CASE("pairs of copies are found more alike than pairs of different pictures") {
  std::vector<core::Image> copies, different;
  for (std::uint64_t i = 0; i < 6; ++i) {
    copies.push_back(noise(32, i / 2));
    different.push_back(noise(32, 100 + i));
  }
  const core::Interval same = tasks::pair_similarity(copies, {}),
                       other = tasks::pair_similarity(different, {});
  CHECK(same.mean == doctest::Approx(1.0));
  CHECK(other.high < same.low);
  CHECK(other.low <= other.mean);
}

TEST_CASE("pictures of different size and too few pictures are refused") {
  CHECK_THROWS_AS(tasks::ms_ssim(noise(16, 1), noise(32, 1)), core::Error);
  CHECK_THROWS_AS(tasks::pair_similarity(std::vector<core::Image>{noise(16, 1), noise(16, 2)}, {}),
                  core::Error);
}
