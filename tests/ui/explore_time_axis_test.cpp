#include "ui/workspaces/explore/time_axis.h"

#include <doctest/doctest.h>

#include <initializer_list>

TEST_CASE("the time line shows the whole path until it is zoomed") {
  ui::TimeZoom zoom;
  const ui::TimeAxis axis = ui::make_axis(100, 600, 12, zoom);
  CHECK(axis.x(0) == doctest::Approx(100));
  CHECK(axis.x(12) == doctest::Approx(700));
  CHECK(axis.seconds(axis.x(3.3f)) == doctest::Approx(3.3));
}

TEST_CASE("zooming keeps the moment under the cursor and stays inside the path") {
  ui::TimeZoom zoom;
  ui::TimeAxis axis = ui::make_axis(100, 600, 12, zoom);
  const float cursor = axis.x(9);
  ui::zoom_at(zoom, axis, 12, cursor, 3);
  axis = ui::make_axis(100, 600, 12, zoom);
  CHECK(axis.span < 12);
  CHECK(axis.seconds(cursor) == doctest::Approx(9));
  ui::scroll(zoom, axis, -100);
  axis = ui::make_axis(100, 600, 12, zoom);
  CHECK(axis.start + axis.span == doctest::Approx(12));
  ui::zoom_at(zoom, axis, 12, cursor, -100);
  axis = ui::make_axis(100, 600, 12, zoom);
  CHECK(axis.start == 0);
  CHECK(axis.span == doctest::Approx(12));
}

TEST_CASE("marks of the ruler are round numbers with room between them") {
  ui::TimeZoom zoom;
  for (const double duration : {0.4, 2.4, 12.0, 95.0, 3600.0}) {
    const ui::TimeAxis axis = ui::make_axis(0, 800, duration, zoom);
    const double step = ui::ruler_step(axis, 64);
    CHECK(axis.x(step) - axis.x(0) >= doctest::Approx(64).epsilon(1e-3));
    CHECK(axis.x(step) - axis.x(0) <= 64 * 2.6);
  }
}

TEST_CASE("a flag let go between two pins takes the nearer place") {
  CHECK(ui::slot_at(2.9, 2, 5) == 1);
  CHECK(ui::slot_at(3.1, 2, 5) == 2);
  CHECK(ui::slot_at(-4, 2, 5) == 0);
  CHECK(ui::slot_at(40, 2, 5) == 4);
  CHECK(ui::slot_at(1, 2, 0) == 0);
}
