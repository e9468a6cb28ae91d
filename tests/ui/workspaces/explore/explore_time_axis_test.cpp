#include "ui/workspaces/explore/time_axis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "core/latent/prior.h"
#include "tests/ui/null_window.h"
#include "ui/widgets/text.h"

TEST_CASE("the time line shows the whole path until it is zoomed") {
  ui::explore::TimeZoom zoom;
  const ui::explore::TimeAxis axis = ui::explore::make_axis(100, 600, 12, zoom);
  CHECK(axis.x(0) == doctest::Approx(100));
  CHECK(axis.x(12) == doctest::Approx(700));
  CHECK(axis.seconds(axis.x(3.3f)) == doctest::Approx(3.3));
}

TEST_CASE("zooming keeps the moment under the cursor and stays inside the path") {
  ui::explore::TimeZoom zoom;
  ui::explore::TimeAxis axis = ui::explore::make_axis(100, 600, 12, zoom);
  const float cursor = axis.x(9);
  ui::explore::zoom_at(zoom, axis, 12, cursor, 3);
  axis = ui::explore::make_axis(100, 600, 12, zoom);
  CHECK(axis.span < 12);
  CHECK(axis.seconds(cursor) == doctest::Approx(9));
  ui::explore::scroll(zoom, axis, -100);
  axis = ui::explore::make_axis(100, 600, 12, zoom);
  CHECK(axis.start + axis.span == doctest::Approx(12));
  ui::explore::zoom_at(zoom, axis, 12, cursor, -100);
  axis = ui::explore::make_axis(100, 600, 12, zoom);
  CHECK(axis.start == 0);
  CHECK(axis.span == doctest::Approx(12));
}

TEST_CASE("marks of the ruler are round numbers with room between them") {
  ui::explore::TimeZoom zoom;
  for (const double duration : {0.4, 2.4, 12.0, 95.0, 3600.0}) {
    const ui::explore::TimeAxis axis = ui::explore::make_axis(0, 800, duration, zoom);
    const double step = ui::explore::ruler_step(axis, 64);
    CHECK(axis.x(step) - axis.x(0) >= doctest::Approx(64).epsilon(1e-3));
    CHECK(axis.x(step) - axis.x(0) <= 64 * 2.6);
  }
}

TEST_CASE("a flag let go between two pins takes the nearer place") {
  CHECK(ui::explore::slot_at(2.9, 2, 5) == 1);
  CHECK(ui::explore::slot_at(3.1, 2, 5) == 2);
  CHECK(ui::explore::slot_at(-4, 2, 5) == 0);
  CHECK(ui::explore::slot_at(40, 2, 5) == 4);
  CHECK(ui::explore::slot_at(1, 2, 0) == 0);
}

TEST_CASE("with many pins no flag lies over another or over a label of the ruler") {
  for (const int pins : {16, 40, 200}) {
    CAPTURE(pins);
    ui_test::NullWindow window({});
    window.open_model();
    auto& path = window.ui().document_for_tests().path;
    for (int seed = 0; seed < pins; ++seed)
      path.pins.push_back({core::sample_latent(core::Prior::kGaussian, 16, static_cast<std::uint64_t>(seed)),
                           static_cast<std::uint64_t>(seed)});
    path.loop = true;
    window.frames(3);

    struct Span {
      float from, to, y;
    };

    std::vector<Span> flags, labels;
    for (const test::DrawnString& one : window.text.strings()) {
      const bool seconds = one.text.ends_with("\u2009s") && one.text.find('.') == std::string::npos;
      const bool number =
          std::all_of(one.text.begin(), one.text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (one.at.y < 840 || (!seconds && !number)) continue;
      // Roboto's digits are a little more than half as wide as high.
      const float width = 0.56f * one.size * static_cast<float>(one.text.size() - (seconds ? 3 : 0));
      const float middle = one.at.x + width / 2;
      if (seconds)
        labels.push_back({one.at.x, one.at.x + width, one.at.y});
      else
        flags.push_back({middle - 9, middle + 9, one.at.y});
    }
    CHECK(flags.size() > 15);
    if (pins == 16) CHECK(labels.size() > 4);
    for (std::size_t i = 0; i < flags.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        CHECK(std::max(flags[i].from, flags[j].from) + 3 > std::min(flags[i].to, flags[j].to));
      for (const Span& label : labels)
        CHECK_FALSE((flags[i].from + 1 < label.to && label.from < flags[i].to - 1));
    }
  }
}
