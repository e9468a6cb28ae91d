#include "ui/workspaces/explore/play.h"

#include <algorithm>
#include <cmath>

#include "core/document/document_moves.h"

namespace ui::explore {
namespace {

constexpr double kAtPin = 1e-6;

double inside(const core::Path& path, double seconds) {
  const double duration = core::duration_seconds(path);
  if (duration <= 0) return 0;
  if (!path.loop) return std::clamp(seconds, 0.0, duration);
  const double round = std::fmod(seconds, duration);
  return round < 0 ? round + duration : round;
}

/// The pin a moment lies on, -1 between pins.
int pin_at(const core::PathPosition& at) {
  if (at.t < kAtPin) return at.from;
  return at.t > 1 - kAtPin ? at.to : -1;
}

}  // namespace

void advance(PlayHead& head, const core::Path& path, double delta) {
  if (!head.playing) return;
  const double duration = core::duration_seconds(path);
  if (duration <= 0) {
    head = {};
    return;
  }
  const double next = head.seconds + delta;
  head.seconds = inside(path, next);
  if (!path.loop && next >= duration) head.playing = false;
}

void toggle_play(PlayHead& head, const core::Path& path) {
  const double duration = core::duration_seconds(path);
  head.playing = !head.playing && duration > 0;
  if (head.playing && !path.loop && head.seconds >= duration - kAtPin) head.seconds = 0;
}

void step_frames(PlayHead& head, const core::Path& path, int frames) {
  head.playing = false;
  const double frame = 1.0 / std::max(path.frames_per_second, 1);
  head.seconds = inside(path, (std::round(head.seconds / frame) + frames) * frame);
}

void show_moment(core::Document& document, double seconds) {
  if (document.path.pins.empty()) return;
  const core::Path path = document.path.path();
  const core::PathPosition at = core::position_at(path, seconds);
  core::ExploreDocument& explore = document.explore;
  if (const int pin = pin_at(at); pin >= 0)
    core::go_to(explore, document.path.pins[static_cast<std::size_t>(pin)], core::FromPin{pin});
  else
    core::go_to(explore, {core::latent_at(path, seconds), std::nullopt},
                core::BetweenPins{at.from, at.to, at.t});
}

}  // namespace ui::explore
