#pragma once

#include <cstdint>

#include "core/document/document.h"

namespace core {

// What may be done to the Explore document from anywhere: the canvas stands in every workspace. None of these
// touches the history.

/// The z of a seed under the model's prior.
Exemplar seeded(const ModelInfo& model, std::uint64_t seed);

/// The canvas shows `place` from now on. A seed, where `place` has one, says better than `from` where it came
/// from. Home and the plane of dragging stay.
void go_to(ExploreDocument& explore, Exemplar place, Origin::Place from);

/// The canvas shows a z made from the one before; it has no seed any more.
void change_z(ExploreDocument& explore, Latent z, ZChange how);

}  // namespace core
