#include "ui/workspaces/discriminator/guided_layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>

namespace {

ui::discriminator::GuidedRoom room(float width, float height) {
  return {width, height, 84, 4, 24, 64, 48};
}

}  // namespace

TEST_CASE("few features in a wide panel stand side by side, at a whole enlargement") {
  const ui::discriminator::GuidedLayout layout = ui::discriminator::guided_layout(6, room(1000, 420));
  CHECK(layout.columns == 2);
  CHECK(layout.rows == 3);
  CHECK(layout.side == 128);
  const ui::discriminator::GuidedLayout one = ui::discriminator::guided_layout(1, room(1000, 420));
  CHECK(one.columns == 1);
  CHECK(one.side == 384);
}

TEST_CASE("every arrangement holds all rows and fits the width") {
  for (int count = 1; count <= 12; ++count)
    for (float width : {300.f, 520.f, 900.f, 1400.f})
      for (float height : {120.f, 300.f, 700.f}) {
        const ui::discriminator::GuidedLayout layout =
            ui::discriminator::guided_layout(count, room(width, height));
        CAPTURE(count);
        CAPTURE(width);
        CHECK(layout.columns * layout.rows >= count);
        CHECK(layout.side >= 32);
        const float used = static_cast<float>(layout.columns) * layout.column_width +
                           static_cast<float>(layout.columns - 1) * 24;
        CHECK(used <= width);
      }
}

TEST_CASE("seven features, and as many as are usual, never leave more than half of the panel empty") {
  for (int count = 4; count <= 12; ++count)
    for (const float width : {560.f, 640.f, 720.f, 900.f, 1160.f, 1400.f, 1900.f})
      for (const float height : {300.f, 360.f, 420.f, 500.f, 620.f, 900.f}) {
        const ui::discriminator::GuidedLayout layout =
            ui::discriminator::guided_layout(count, room(width, height));
        CAPTURE(count);
        CAPTURE(width);
        CAPTURE(height);
        const float shown = std::min(static_cast<float>(layout.rows) * (layout.side + 4), height);
        const float columns = static_cast<float>(count) / static_cast<float>(layout.rows);
        const float used = columns * layout.column_width + (columns - 1) * 24;
        CHECK(used * shown >= 0.5f * width * height);
      }
}

TEST_CASE("rows that cannot fit keep a readable size and scroll") {
  const ui::discriminator::GuidedLayout layout = ui::discriminator::guided_layout(12, room(320, 100));
  CHECK(layout.columns == 1);
  CHECK(layout.rows == 12);
  CHECK(layout.side >= 32);
}

TEST_CASE("tiles fill the room without scrolling, many maps keep a readable size") {
  const ui::discriminator::GuidedRoom wide{
      .width = 900, .height = 300, .gap = 4, .picture = 16, .smallest = 40};
  CHECK(ui::discriminator::tile_side(4, wide, 16, 128) == 128);
  const float side = ui::discriminator::tile_side(32, wide, 16, 128);
  CHECK(side == 64);  // 13 columns, 3 rows of 84; 80 would need 4 rows of 100
  CHECK(ui::discriminator::tile_side(512, wide, 16, 128) == 32);
  const ui::discriminator::GuidedRoom coarse{
      .width = 900, .height = 300, .gap = 4, .picture = 4, .smallest = 40};
  CHECK(ui::discriminator::tile_side(512, coarse, 16, 128) == 40);
}
