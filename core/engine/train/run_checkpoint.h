#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/engine/train/train_state.h"
#include "core/run/checkpoint_header.h"

namespace engine {

/// A run as the sections of a checkpoint: options, counters, history, nets, EMA, optimisers. A private copy:
/// training may go on.
std::vector<core::CheckpointSection> checkpoint_sections(const TrainState& state,
                                                         const core::TrainOptions& options,
                                                         const std::string& data_sha256);

std::uint64_t checkpoint_bytes(const std::vector<core::CheckpointSection>& sections);

/// Fills a state built with the header's options. Throws core::Error when anything is missing or does not
/// fit.
void restore_state(const std::vector<core::CheckpointSection>& sections, TrainState& state,
                   const std::string& where);

}  // namespace engine
