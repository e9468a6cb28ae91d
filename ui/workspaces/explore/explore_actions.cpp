#include "ui/workspaces/explore/explore_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ui/look/tr.h"
#include "ui/workspaces/explore/explore_moves.h"
#include "ui/workspaces/explore/play.h"

namespace ui::explore {
namespace {

constexpr int kCompareModes = 5;

template <class... Values>
std::string words(const char* format, const Values&... values) {
  return fmt::format(fmt::runtime(tr(format)), values...);
}

core::ExploreDocument& explore_of(Frame& frame) {
  frame.view.play.playing = false;
  return frame.document.explore;
}

}  // namespace

const char* needs_picture(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  if (!model) return tr("no model is open");
  const core::ExploreDocument& explore = frame.document.explore;
  const auto nz = static_cast<std::size_t>(model->nz);
  const bool fits = explore.current.z.size() == nz && explore.plane.u.size() == nz;
  return fits ? nullptr : tr("the model is being opened");
}

const char* needs_two_pins(const Frame& frame) {
  return frame.document.path.pins.size() < 2 ? tr("needs two pins") : nullptr;
}

const char* is_last_pin(const Frame& frame) {
  const auto& pins = frame.document.path.pins;
  const bool last = !pins.empty() && pins.back().z == frame.document.explore.current.z;
  return last ? tr("this picture is the last pin") : nullptr;
}

const char* needs_pin_to_compare(const Frame& frame) {
  return frame.document.path.pins.empty() ? tr("needs a pin to compare with") : nullptr;
}

void resample(Frame& frame) {
  visit_seed(frame, fresh_seed());
}

void visit_seed(Frame& frame, std::uint64_t seed) {
  if (needs_picture(frame)) return;
  go_to_seed(explore_of(frame), *frame.model(), seed);
  frame.out.remember(words("Go to seed {}", seed));
}

void go_home(Frame& frame) {
  if (needs_picture(frame)) return;
  core::ExploreDocument& explore = explore_of(frame);
  core::go_to(explore, explore.home, core::FromHome{});
  frame.out.remember(tr("Back home"));
}

void new_directions(Frame& frame, std::uint64_t seed) {
  if (needs_picture(frame)) return;
  core::ExploreDocument& explore = frame.document.explore;
  explore.plane = core::random_plane(explore.current.z, seed);
  frame.out.remember(tr("Other directions"));
}

void use_plane_of(Frame& frame, ExploreState& state, const core::Exemplar& a, const core::Exemplar& b,
                  const core::Exemplar& c, PlaneKind kind) {
  core::Plane plane = core::plane_through(a.z, b.z, c.z);
  if (kind == PlaneKind::kOther) state.chosen_plane = plane;
  frame.document.explore.plane = std::move(plane);
  frame.out.remember(kind == PlaneKind::kPins ? tr("Plane of the pins") : tr("Plane of three pictures"));
}

void pin_current(Frame& frame) {
  if (needs_picture(frame) || is_last_pin(frame)) return;
  pin_exemplars(frame, {frame.document.explore.current});
}

void pin_exemplars(Frame& frame, std::vector<core::Exemplar> pins, int at) {
  if (pins.empty()) return;
  const std::size_t count = pins.size();
  core::PathDocument& path = frame.document.path;
  for (core::Exemplar& pin : pins) {
    add_pin(path, std::move(pin), at);
    if (at >= 0) ++at;
  }
  frame.view.settings.gesture_pinned = true;
  frame.out.remember(count == 1 ? words("Pin {}", at < 0 ? path.pins.size() : static_cast<std::size_t>(at))
                                : words("{} pins", count));
}

void delete_pin(Frame& frame, ExploreState& state, int pin) {
  if (!remove_pin(frame.document.path, pin)) return;
  state.selected_pin = -1;
  PlayHead& head = frame.view.play;
  head.seconds = std::min(head.seconds, core::duration_seconds(frame.document.path.path()));
  frame.out.remember(words("Remove pin {}", pin + 1));
}

void visit_pin(Frame& frame, int pin) {
  const core::PathDocument& path = frame.document.path;
  if (pin < 0 || pin >= static_cast<int>(path.pins.size())) return;
  seek(frame, pin * path.seconds_per_segment, true);
}

void play_or_stop(Frame& frame) {
  if (needs_picture(frame) || needs_two_pins(frame)) return;
  toggle_play(frame.view.play, frame.document.path.path());
  if (frame.view.play.playing) frame.view.settings.gesture_played = true;
}

void step_frame(Frame& frame, int frames) {
  if (needs_picture(frame) || needs_two_pins(frame)) return;
  step_frames(frame.view.play, frame.document.path.path(), frames);
  show_moment(frame.document, frame.view.play.seconds);
}

void seek(Frame& frame, double seconds, bool finished) {
  if (needs_picture(frame)) return;
  PlayHead& head = frame.view.play;
  head.playing = false;
  head.seconds = std::clamp(seconds, 0.0, core::duration_seconds(frame.document.path.path()));
  show_moment(frame.document, head.seconds);
  if (finished) frame.out.remember(words("Go to {:.2f} s", head.seconds));
}

void cycle_compare(Frame& frame) {
  if (needs_pin_to_compare(frame)) return;
  Compare& compare = frame.view.compare;
  compare = static_cast<Compare>((static_cast<int>(compare) + 1) % kCompareModes);
}

}  // namespace ui::explore
