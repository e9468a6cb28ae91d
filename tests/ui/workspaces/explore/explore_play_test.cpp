#include "ui/workspaces/explore/play.h"

#include <doctest/doctest.h>

#include "tests/support/mock_model.h"

namespace {

core::Document with_pins(int pins, bool loop) {
  core::Document document = core::document_for(test::MockModel::mock_info("mock", 8), {}, 14);
  document.path.loop = loop;
  document.path.seconds_per_segment = 2;
  document.path.ease = false;
  for (int i = 0; i < pins; ++i) {
    const auto seed = static_cast<std::uint64_t>(i + 1);
    document.path.pins.push_back({core::sample_latent(core::Prior::kGaussian, 8, seed), seed});
  }
  return document;
}

}  // namespace

TEST_CASE("playing moves the head and stops at the end of the path") {
  const core::Path path = with_pins(3, false).path.path();
  ui::PlayHead head;
  ui::explore::toggle_play(head, path);
  ui::explore::advance(head, path, 1.5);
  CHECK(head.playing);
  CHECK(head.seconds == doctest::Approx(1.5));
  ui::explore::advance(head, path, 10);
  CHECK_FALSE(head.playing);
  CHECK(head.seconds == doctest::Approx(4));
  ui::explore::toggle_play(head, path);
  CHECK(head.playing);
  CHECK(head.seconds == 0);
}

TEST_CASE("on a loop the head goes round") {
  const core::Path path = with_pins(3, true).path.path();
  ui::PlayHead head{true, 5.5};
  ui::explore::advance(head, path, 1);
  CHECK(head.playing);
  CHECK(head.seconds == doctest::Approx(0.5));
}

TEST_CASE("without a path nothing plays") {
  const core::Path path = with_pins(1, false).path.path();
  ui::PlayHead head;
  ui::explore::toggle_play(head, path);
  CHECK_FALSE(head.playing);
  head = {true, 3};
  ui::explore::advance(head, path, 1);
  CHECK_FALSE(head.playing);
  CHECK(head.seconds == 0);
}

TEST_CASE("single frames step on the frame grid and are held at the ends") {
  core::Path path = with_pins(2, false).path.path();
  path.frames_per_second = 10;
  ui::PlayHead head{true, 0.52};
  ui::explore::step_frames(head, path, 1);
  CHECK_FALSE(head.playing);
  CHECK(head.seconds == doctest::Approx(0.6));
  ui::explore::step_frames(head, path, -20);
  CHECK(head.seconds == 0);
  ui::explore::step_frames(head, path, 1000);
  CHECK(head.seconds == doctest::Approx(2));
}

TEST_CASE("a moment between pins is shown by its place, one on a pin is that pin with its seed") {
  core::Document document = with_pins(3, false);
  ui::explore::show_moment(document, 2.5);
  CHECK_FALSE(document.explore.current.seed);
  CHECK(document.explore.current.z == core::latent_at(document.path.path(), 2.5));
  CHECK(document.explore.origin == core::Origin{core::BetweenPins{1, 2, 0.25}, {}});
  ui::explore::show_moment(document, 2);
  CHECK(document.explore.current == document.path.pins[1]);
  CHECK(document.explore.origin == core::Origin{core::FromSeed{2}, {}});
  ui::explore::show_moment(document, 4);
  CHECK(document.explore.current == document.path.pins[2]);
  document.path.pins[2].seed.reset();  // it was dragged before it was pinned
  ui::explore::show_moment(document, 4);
  CHECK(document.explore.current == document.path.pins[2]);
  CHECK(document.explore.origin == core::Origin{core::FromPin{2}, {}});
}
