#pragma once

#include <cstdint>

#include "ui/workspaces/explore/explore_moves.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

// What keys and buttons of Explore do: the change, the undo step and the card of the first minute together.
// Reasons why something cannot act now are through tr(); null = it can.

const char* needs_picture(const Frame& frame);  // a model is shown and the document fits it
const char* needs_two_pins(const Frame& frame);
const char* is_last_pin(const Frame& frame);           // the picture shown need not be pinned again
const char* needs_pin_to_compare(const Frame& frame);  // something stands beside the canvas

void resample(Frame& frame);
void visit_seed(Frame& frame, std::uint64_t seed);
void go_home(Frame& frame);
void new_directions(Frame& frame, std::uint64_t seed);
void use_plane_of(Frame& frame, ExploreState& state, const core::Exemplar& a, const core::Exemplar& b,
                  const core::Exemplar& c, PlaneKind kind);
void pin_current(Frame& frame);
void pin_exemplars(Frame& frame, std::vector<core::Exemplar> pins, int at = -1);
void delete_pin(Frame& frame, ExploreState& state, int pin);
void visit_pin(Frame& frame, int pin);  // the play head goes there too
void play_or_stop(Frame& frame);
void step_frame(Frame& frame, int frames);
/// The head was put somewhere by hand; an undo step once `finished`.
void seek(Frame& frame, double seconds, bool finished);
void cycle_compare(Frame& frame);

}  // namespace ui::explore
