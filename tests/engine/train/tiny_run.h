#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/run/trainer.h"

namespace test {

/// A run that takes milliseconds a step: 16 px, 16 maps, 8 procedural rooms a batch; with flips, shifts, EMA
/// and a one-sided label.
core::TrainOptions tiny_options(const std::filesystem::path& run);

std::unique_ptr<core::Trainer> open_trainer(const core::TrainOptions& options, bool resume = false);
/// engine::state_digest() of a trainer that open_trainer() made.
std::string digest(const core::Trainer& trainer);
/// Steps until the trainer stands at `step`.
void train_to(core::Trainer& trainer, std::int64_t step);

}  // namespace test
