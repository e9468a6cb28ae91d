#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <limits>
#include <string_view>

#include "tests/ui/null_window.h"
#include "ui/workspaces/explore/seed_range.h"
#include "ui/workspaces/explore/sheet_order.h"

TEST_CASE("a range of seeds reads back what it wrote") {
  for (const ui::explore::SeedRange range : {ui::explore::SeedRange{0, 50}, {17, 1}, {99999, 1000}})
    CHECK(ui::explore::parse_seed_range(ui::explore::seed_range_text(range), 7) == range);
  CHECK(ui::explore::seed_range_text({0, 50}) == "0 – 49");
}

TEST_CASE("a range may be typed with a hyphen, or as its first seed alone") {
  CHECK(ui::explore::parse_seed_range("100-149", 7) == ui::explore::SeedRange{100, 50});
  CHECK(ui::explore::parse_seed_range(" 3 - 3 ", 7) == ui::explore::SeedRange{3, 1});
  CHECK(ui::explore::parse_seed_range("20", 7) == ui::explore::SeedRange{20, 7});
}

TEST_CASE("what is no range of seeds is refused") {
  for (const char* text : {"", "x", "3-", "-3", "9-3", "0-1000", "1.5", "18446744073709551615", "1–2–3"})
    CHECK_FALSE(ui::explore::parse_seed_range(text, 7));
}

TEST_CASE("sorted by percentile the norms rise, and z follows its seed") {
  ui::explore::SheetOrder order;
  order.want({30, 20}, ui::explore::SheetSort::kPercentile, core::Prior::kGaussian, 16);
  REQUIRE(order.seeds().size() == 20);
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(order.z()[i] == core::sample_latent(core::Prior::kGaussian, 16, order.seeds()[i]));
    if (i) CHECK(core::norm(order.z()[i - 1]) <= core::norm(order.z()[i]));
  }
}

TEST_CASE("sorting by D waits until every picture was judged, then puts the best first") {
  ui::explore::SheetOrder order;
  order.want({0, 4}, ui::explore::SheetSort::kScore, core::Prior::kUniform, 16);
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

TEST_CASE("the contact sheet has five columns at every scale, and a scroll bar only where it needs one") {
  for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f})
    for (const int count : {50, 1000}) {
      CAPTURE(scale);
      CAPTURE(count);
      ui_test::NullWindow window({.size = {1600 * scale, 1000 * scale}, .scale = scale});
      window.open_model();
      window.ui().document_for_tests().explore.sheet_count = count;
      window.frames(4);
      const ImGuiWindow* sheet = nullptr;
      for (const ImGuiWindow* one : ImGui::GetCurrentContext()->Windows)
        if (std::string_view(one->Name).find("##sheet") != std::string_view::npos) sheet = one;
      REQUIRE(sheet);
      CHECK(sheet->ScrollbarY == (count == 1000));
      const float gap = 4 * scale, step = 64 * scale + gap;
      CHECK(sheet->ContentSize.y == doctest::Approx(static_cast<float>(count) / 5 * step - gap));
    }
}
