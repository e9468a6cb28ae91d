#include "ui/workspaces/forget/box_geometry.h"

#include <doctest/doctest.h>

using core::Box;
using ui::forget::BoxPart;

TEST_CASE("handles are found round corners and sides, the inside moves") {
  const Box box{"window", 10, 20, 16, 8};
  CHECK(ui::forget::part_at(box, 10, 20, 1) == BoxPart::kTopLeft);
  CHECK(ui::forget::part_at(box, 26.5f, 28.5f, 1) == BoxPart::kBottomRight);
  CHECK(ui::forget::part_at(box, 26, 20, 1) == BoxPart::kTopRight);
  CHECK(ui::forget::part_at(box, 10, 28, 1) == BoxPart::kBottomLeft);
  CHECK(ui::forget::part_at(box, 18, 20.5f, 1) == BoxPart::kTop);
  CHECK(ui::forget::part_at(box, 9.5f, 24, 1) == BoxPart::kLeft);
  CHECK(ui::forget::part_at(box, 18, 24, 1) == BoxPart::kInside);
  CHECK(ui::forget::part_at(box, 8, 24, 1) == BoxPart::kNone);
}

TEST_CASE("the topmost box at a point is the one drawn last") {
  const std::vector<Box> boxes{{"a", 0, 0, 20, 20}, {"b", 10, 10, 20, 20}};
  CHECK(ui::forget::box_at(boxes, 15, 15) == 1);
  CHECK(ui::forget::box_at(boxes, 5, 5) == 0);
  CHECK(ui::forget::box_at(boxes, 40, 5) == -1);
}

TEST_CASE("a box drawn in any direction lies on whole pixels inside the picture") {
  CHECK(ui::forget::box_between(30.4f, 40.6f, 10.2f, -5, 64, "door") == Box{"door", 10, 0, 20, 41});
  CHECK(ui::forget::box_between(60, 60, 90, 90, 64, "door") == Box{"door", 60, 60, 4, 4});
}

TEST_CASE("a moved box keeps its size and stops at the border") {
  const Box box{"window", 10, 20, 16, 8};
  CHECK(ui::forget::box_moved(box, BoxPart::kInside, 3.4f, -2.6f, 64) == Box{"window", 13, 17, 16, 8});
  CHECK(ui::forget::box_moved(box, BoxPart::kInside, 100, 100, 64) == Box{"window", 48, 56, 16, 8});
  CHECK(ui::forget::box_moved(box, BoxPart::kInside, -100, -100, 64) == Box{"window", 0, 0, 16, 8});
  CHECK(ui::forget::box_moved(box, BoxPart::kNone, 5, 5, 64) == box);
}

TEST_CASE("a resized box moves only the sides that are held, and may turn over") {
  const Box box{"window", 10, 20, 16, 8};
  CHECK(ui::forget::box_moved(box, BoxPart::kRight, 4, 9, 64) == Box{"window", 10, 20, 20, 8});
  CHECK(ui::forget::box_moved(box, BoxPart::kTopLeft, -3, 2, 64) == Box{"window", 7, 22, 19, 6});
  CHECK(ui::forget::box_moved(box, BoxPart::kLeft, 26, 0, 64) == Box{"window", 26, 20, 10, 8});
  CHECK(ui::forget::box_moved(box, BoxPart::kBottomRight, 500, 500, 64) == Box{"window", 10, 20, 54, 44});
}

TEST_CASE("boxes below two pixels are too small") {
  CHECK(ui::forget::is_large_enough({"", 0, 0, 2, 2}));
  CHECK_FALSE(ui::forget::is_large_enough({"", 0, 0, 1, 20}));
  CHECK_FALSE(ui::forget::is_large_enough({"", 0, 0, 20, 0}));
}

TEST_CASE("boxes are counted by label and sample") {
  const core::BoxesBySeed boxes{{1000, {{"window", 0, 0, 4, 4}, {"window", 8, 8, 4, 4}}},
                                {1001, {{"door", 0, 0, 4, 4}}},
                                {1002, {}},
                                {1005, {{"window", 0, 0, 4, 4}}}};
  const ui::forget::BoxCount windows = ui::forget::count_boxes(boxes, "window");
  CHECK(windows.boxes == 3);
  CHECK(windows.samples == 2);
  CHECK(ui::forget::count_boxes(boxes, "lamp").boxes == 0);
}

TEST_CASE("N goes to the next sample without a box, round once") {
  const core::BoxesBySeed boxes{
      {10, {{"window", 0, 0, 4, 4}}}, {11, {{"window", 0, 0, 4, 4}}}, {12, {}}, {13, {{"door", 0, 0, 4, 4}}}};
  CHECK(ui::forget::next_without_box(boxes, 10, 5, 0) == 2);
  CHECK(ui::forget::next_without_box(boxes, 10, 5, 2) == 4);
  CHECK(ui::forget::next_without_box(boxes, 10, 4, 3) == 2);
  CHECK(ui::forget::next_without_box(boxes, 10, 2, 0) == 0);
}
