#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/engine/nets/network.h"
#include "core/engine/train/fused_adam.h"
#include "core/run/trainer.h"

namespace engine {

/// Everything a run changes while it trains, and so everything a checkpoint holds. Random state and data
/// position follow from (seed, step).
struct TrainState {
  /// Fresh nets, initialised from the seed of `options`, on `device`.
  TrainState(const core::TrainOptions& options, at::Device device);

  Generator g{nullptr};
  Discriminator d{nullptr};
  Generator ema{nullptr};  // empty when the run has none
  FusedAdam adam_g, adam_d;
  std::int64_t step = 0;
  double seconds = 0;                    // spent in steps, over all resumptions
  std::vector<core::StepStats> history;  // one entry a step
  bool poisoned = false;                 // a step failed half-way: neither train on nor save
};

/// Learning rate factor: 1 until the share `lr_decay_from` of the run, then linearly to 0 at its end. The
/// share done is the larger of steps and, in a run limited by minutes, time; so only runs without a time
/// limit repeat to the bit when they decay.
double rate_factor(const core::TrainOptions& options, std::int64_t step, double seconds);

/// SHA-256 over nets, EMA, both optimisers, seed, step and data position: equal digests train on equally.
std::string state_digest(const TrainState& state, const core::TrainOptions& options);

/// What to do about a training that broke down.
inline constexpr const char* kLowerRate =
    "resume from the last checkpoint with a lower learning rate: --lr-g, --lr-d";

/// False when a parameter or buffer of a net holds NaN or infinity.
bool all_finite(const TrainState& state);

}  // namespace engine
