#include <doctest/doctest.h>

#include <limits>

#include "ui/workspaces/explore/seed_range.h"
#include "ui/workspaces/explore/sheet_order.h"

TEST_CASE("a range of seeds reads back what it wrote") {
  for (const ui::SeedRange range : {ui::SeedRange{0, 50}, {17, 1}, {99999, 1000}})
    CHECK(ui::parse_seed_range(ui::seed_range_text(range), 7) == range);
  CHECK(ui::seed_range_text({0, 50}) == "0 – 49");
}

TEST_CASE("a range may be typed with a hyphen, or as its first seed alone") {
  CHECK(ui::parse_seed_range("100-149", 7) == ui::SeedRange{100, 50});
  CHECK(ui::parse_seed_range(" 3 - 3 ", 7) == ui::SeedRange{3, 1});
  CHECK(ui::parse_seed_range("20", 7) == ui::SeedRange{20, 7});
}

TEST_CASE("what is no range of seeds is refused") {
  for (const char* text : {"", "x", "3-", "-3", "9-3", "0-1000", "1.5", "18446744073709551615", "1–2–3"})
    CHECK_FALSE(ui::parse_seed_range(text, 7));
}

TEST_CASE("sorted by percentile the norms rise, and z follows its seed") {
  ui::SheetOrder order;
  order.want({30, 20}, ui::SheetSort::kPercentile, core::Prior::kGaussian, 16);
  REQUIRE(order.seeds().size() == 20);
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(order.z()[i] == core::sample_latent(core::Prior::kGaussian, 16, order.seeds()[i]));
    if (i) CHECK(core::norm(order.z()[i - 1]) <= core::norm(order.z()[i]));
  }
}

TEST_CASE("sorting by D waits until every picture was judged, then puts the best first") {
  ui::SheetOrder order;
  order.want({0, 4}, ui::SheetSort::kScore, core::Prior::kUniform, 16);
  core::SurfacePictures pictures;
  pictures.model_version = 1;
  pictures.z = order.z();
  pictures.logits = {0.5f, std::numeric_limits<float>::quiet_NaN(), 3.0f, -1.0f};
  order.take_scores(pictures);
  CHECK(order.seeds() == std::vector<std::uint64_t>{0, 1, 2, 3});
  pictures.logits[1] = 1.0f;
  order.take_scores(pictures);
  CHECK(order.seeds() == std::vector<std::uint64_t>{2, 1, 0, 3});
  CHECK(order.z()[0] == core::sample_latent(core::Prior::kUniform, 16, 2));
}
