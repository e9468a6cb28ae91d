#include "core/latent/path.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/error.h"

using core::Latent;
using core::Path;

namespace {

Path path_of(int pins, bool loop = false) {
  Path path;
  for (int i = 0; i < pins; ++i) {
    path.pins.push_back(core::sample_latent(core::Prior::kGaussian, 16, static_cast<std::uint64_t>(i)));
  }
  path.loop = loop;
  return path;
}

double step_length(const Path& path, int frame) {
  return core::norm(
      core::add(core::latent_at_frame(path, frame + 1), core::latent_at_frame(path, frame), -1.0));
}

}  // namespace

TEST_CASE("a path has a segment less than pins, a loop as many") {
  CHECK(core::segment_count(path_of(0)) == 0);
  CHECK(core::segment_count(path_of(1, true)) == 0);
  CHECK(core::segment_count(path_of(4)) == 3);
  CHECK(core::segment_count(path_of(4, true)) == 4);
}

TEST_CASE("a path hits every pin at its time") {
  for (const bool ease : {false, true}) {
    for (const bool loop : {false, true}) {
      Path path = path_of(4, loop);
      path.ease = ease;
      path.seconds_per_segment = 2.0;
      for (std::size_t pin = 0; pin < path.pins.size(); ++pin) {
        CHECK(core::latent_at(path, 2.0 * static_cast<double>(pin)) == path.pins[pin]);
      }
    }
  }
}

TEST_CASE("times outside the path are its ends") {
  const Path path = path_of(3);
  CHECK(core::latent_at(path, -1.0) == path.pins.front());
  CHECK(core::latent_at(path, 99.0) == path.pins.back());
  CHECK(core::latent_at(path_of(1), 5.0) == path_of(1).pins[0]);
}

TEST_CASE("the last frame is the last pin, even where a segment is no whole number of frames") {
  Path path = path_of(4);
  path.seconds_per_segment = 0.37;
  path.frames_per_second = 7;
  const int frames = core::frame_count(path);
  CHECK(frames == 9);  // 3 x 0.37 s x 7 is 7.77: 8 steps
  CHECK(core::latent_at_frame(path, 0) == path.pins.front());
  CHECK(core::latent_at_frame(path, frames - 1) == path.pins.back());
}

TEST_CASE("frames of a plain path count both ends, frames of a loop only one") {
  CHECK(core::frame_count(path_of(3)) == 61);
  CHECK(core::frame_count(path_of(3, true)) == 90);
  CHECK(core::frame_count(path_of(1)) == 1);
  CHECK(core::frame_count(path_of(0)) == 0);
}

TEST_CASE("a loop closes: the frame after the last one would be the first") {
  const Path path = path_of(3, true);
  const int frames = core::frame_count(path);
  CHECK(core::latent_at_frame(path, 0) == path.pins[0]);
  CHECK(core::latent_at_frame(path, frames) == path.pins[0]);
  CHECK(core::latent_at_frame(path, frames - 1) != path.pins[0]);
}

TEST_CASE("frames move at constant speed inside a segment, eased ones start and stop gently") {
  Path path = path_of(2);
  path.interpolation = core::Interpolation::kLerp;
  CHECK(step_length(path, 0) == doctest::Approx(step_length(path, 15)).epsilon(1e-3));
  path.ease = true;
  CHECK(step_length(path, 0) < 0.2 * step_length(path, 15));
  CHECK(step_length(path, 29) < 0.2 * step_length(path, 15));
}

TEST_CASE("a path without pins or with senseless times does no harm") {
  CHECK_THROWS_AS(core::latent_at(path_of(0), 0.0), core::Error);
  Path path = path_of(3);
  for (const double seconds : {0.0, -1.0, std::nan(""), 1e300}) {
    path.seconds_per_segment = seconds;
    CHECK(core::frame_count(path) >= 1);
    CHECK(core::latent_at(path, 0.0) == path.pins[0]);
    CHECK(core::latent_at_frame(path, 0) == path.pins[0]);
  }
  path.seconds_per_segment = 1.0;
  path.frames_per_second = -5;
  CHECK(core::frame_count(path) == 1);
}

TEST_CASE("a position names the two pins round a moment, the way back in a loop too") {
  Path path = path_of(3, true);
  const core::PathPosition second = core::position_at(path, 1.25);
  CHECK(second.from == 1);
  CHECK(second.to == 2);
  CHECK(second.t == doctest::Approx(0.25));
  const core::PathPosition back = core::position_at_frame(path, 75);
  CHECK(back.from == 2);
  CHECK(back.to == 0);
  CHECK(back.t == doctest::Approx(0.5));
  path.ease = true;
  CHECK(core::position_at(path, 1.25).t == doctest::Approx(0.15625));
  CHECK(core::position_at(path_of(1), 3.0).to == 0);
}
