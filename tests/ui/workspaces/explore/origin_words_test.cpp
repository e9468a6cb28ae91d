#include "ui/workspaces/explore/origin_words.h"

#include <doctest/doctest.h>

using core::ZChange;
using ui::explore::origin_words;

TEST_CASE("the words of an origin name the place, then each change in order") {
  CHECK(origin_words({core::FromSeed{14}, {}}) == "drawn from seed 14");
  CHECK(origin_words({core::FromSeed{14}, {ZChange::kDragged}}) == "drawn from seed 14, then dragged");
  CHECK(origin_words({core::FromSeed{14}, {ZChange::kEdited, ZChange::kDragged, ZChange::kScaled}}) ==
        "drawn from seed 14, then edited, then dragged, then scaled");
}

TEST_CASE("the words of pins count from one, those of a sum carry the bins' own names") {
  CHECK(origin_words({core::FromPin{1}, {}}) == "pin 2");
  CHECK(origin_words({core::BetweenPins{1, 2, 0.6}, {}}) == "pins 2 to 3, t = 0.60");
  CHECK(origin_words({core::FromHome{}, {}}) == "home");
  CHECK(origin_words({core::FromBin{}, {}}) == "z without seed");
  CHECK(origin_words({core::FromSum{{"smiling", "B", "man"}}, {}}) == "smiling − B + man");
  CHECK(origin_words({core::FromSum{{"", std::nullopt, ""}}, {}}) == "A + C");
  CHECK(origin_words({core::FromSum{{std::nullopt, "calm", "C"}}, {}}) == " − calm + C");
}
