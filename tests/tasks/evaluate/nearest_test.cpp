#include "core/tasks/evaluate/nearest.h"

#include <doctest/doctest.h>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/latent/random.h"

namespace {

/// A picture of large random patches, so that it survives the descriptor's 32x32 grey.
core::Image patches(std::uint64_t seed) {
  core::Image image(64, 64, 3);
  core::CounterRandom random(seed);
  for (int y = 0; y < 64; y += 16)
    for (int x = 0; x < 64; x += 16) {
      const auto value = static_cast<std::uint8_t>(random.below(256));
      for (int j = 0; j < 16; ++j)
        for (int i = 0; i < 16; ++i)
          for (int c = 0; c < 3; ++c) image.at(x + i, y + j)[c] = value;
    }
  return image;
}

io::PackedImages reals(int count) {
  io::PackedImages packed;
  packed.size = 64;
  packed.channels = 3;
  for (int i = 0; i < count; ++i)
    packed.append(patches(static_cast<std::uint64_t>(i)), "real " + std::to_string(i));
  return packed;
}

}  // namespace

TEST_CASE("a copy of a real image is found, also mirrored, at percentile 0") {
  const auto packed = reals(30);
  const auto result =
      tasks::nearest_reals(packed, {patches(17), core::flip_horizontal(patches(4)), patches(999)}, 3, {});
  REQUIRE(result.rows.size() == 3);
  CHECK(result.rows[0][0].source == "real 17");
  CHECK(result.rows[0][0].distance == doctest::Approx(0.0));
  CHECK_FALSE(result.rows[0][0].mirrored);
  CHECK(result.rows[0][0].percentile == 0.0);
  CHECK(result.rows[1][0].source == "real 4");
  CHECK(result.rows[1][0].mirrored);
  CHECK(result.rows[2][0].distance > 0.05);
  CHECK(result.rows[2][0].distance <= result.rows[2][1].distance);
  CHECK(result.reals == 30);
}

TEST_CASE("fresh pictures of the same kind are about as far from the reals as the reals from each other") {
  std::vector<core::Image> fresh, copies;
  for (std::uint64_t seed = 500; seed < 520; ++seed) fresh.push_back(patches(seed));
  for (std::uint64_t seed = 0; seed < 20; ++seed) copies.push_back(patches(seed));
  CHECK(tasks::nearest_reals(reals(60), fresh, 1, {}).median_ratio == doctest::Approx(1.0).epsilon(0.15));
  CHECK(tasks::nearest_reals(reals(60), copies, 1, {}).median_ratio == doctest::Approx(0.0));
}

TEST_CASE("grey, black and harsh samples are told from the reals, pictures of their kind are not") {
  std::vector<core::Image> fresh, flat, dark, harsh;
  for (std::uint64_t seed = 500; seed < 540; ++seed) {
    fresh.push_back(patches(seed));
    flat.push_back(fresh.back());
    for (std::uint8_t& value : flat.back().pixels) value = static_cast<std::uint8_t>(112 + value / 8);
    dark.push_back(fresh.back());
    for (std::uint8_t& value : dark.back().pixels) value /= 4;
    harsh.push_back(fresh.back());
    for (std::uint8_t& value : harsh.back().pixels) value = value < 128 ? 0 : 255;
  }
  const auto packed = reals(300);
  CHECK(tasks::nearest_reals(packed, fresh, 1, {}).unlike < 10);
  CHECK(tasks::nearest_reals(packed, flat, 1, {}).unlike == 40);
  CHECK(tasks::nearest_reals(packed, dark, 1, {}).unlike > 35);
  CHECK(tasks::nearest_reals(packed, harsh, 1, {}).unlike > 20);
}

TEST_CASE("one real image alone is refused") {
  CHECK_THROWS_AS(tasks::nearest_reals(reals(1), {patches(1)}, 1, {}), core::Error);
}
