#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/run/train_options.h"

namespace core {

/// What was measured before a run: one training step on this machine, and what the run would have.
struct StepTime {
  double seconds = 0;                  // a step; with options.alternate the mean of one of G and one of D
  std::int64_t images = 0;             // of an epoch, before those that cannot be read are left out
  std::uint64_t checkpoint_bytes = 0;  // of one checkpoint
  bool any_size = true;                // false: the data are packed at one size
};

/// A measurement for the window: under way, done or failed. Immutable once published.
struct StepEstimate {
  TrainOptions options;  // as step_part() gave them
  double share = 0;      // 0..1 while under way
  std::optional<StepTime> time{};
  std::string failure{};  // one line

  bool measuring() const { return !time && failure.empty(); }
};

/// What decides the time of a step, the images of an epoch and the size of a checkpoint; everything else as
/// by default. Options with equal parts need one measurement.
TrainOptions step_part(const TrainOptions& options);

double epoch_seconds(const TrainOptions& options, const StepTime& time);
/// Steps until samples are first recognisable; a guide.
std::int64_t first_picture_steps(const TrainOptions& options);
/// Room for the checkpoints that are kept and the one that is being written.
std::uint64_t disk_bytes(const TrainOptions& options, const StepTime& time);

/// The next smaller nets (half as wide, then half the size); empty when they are small already or
/// start from a model.
std::optional<TrainOptions> smaller_nets(const TrainOptions& options, bool any_size);

}  // namespace core
