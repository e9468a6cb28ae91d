#pragma once

#include <cstdint>
#include <optional>

#include "core/document/document_moves.h"

namespace ui::explore {

// What gestures of Explore do to the document. None of them touches the history.

/// The z of a seed, which also is where Home leads from now on.
void go_to_seed(core::ExploreDocument& explore, const core::ModelInfo& model, std::uint64_t seed);

/// The number (from 0) of a pin that is what the canvas shows; nothing when none is.
std::optional<int> pin_shown(const core::Document& document);
/// When the path shows what the canvas shows: at `head`, where the play head stands, or at a pin; nothing
/// when this picture is not on the path.
std::optional<double> moment_shown(const core::Document& document, double head);
/// Puts a pin behind all others, or before pin `at`.
void add_pin(core::PathDocument& path, core::Exemplar pin, int at = -1);
/// False when there is no such pin.
bool remove_pin(core::PathDocument& path, int pin);
/// Pin `from` takes the place of pin `to`, those between move up; `copy` leaves the original where it was.
/// False when nothing changed.
bool move_pin(core::PathDocument& path, int from, int to, bool copy);

enum class PlaneKind { kRandom, kPins, kOther };

/// Which plane dragging moves in. kPins: that of the first three pins. kOther cannot be told from kRandom by
/// the document alone; `chosen` is the last plane through three chosen pictures.
PlaneKind plane_kind(const core::Document& document, const core::Plane& chosen);

/// A seed nobody chose, below 100,000 so that it can be read out.
std::uint64_t fresh_seed();

}  // namespace ui::explore
