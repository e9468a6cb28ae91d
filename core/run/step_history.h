#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/run/trainer.h"

namespace core {

/// Whether a run can have written this: a step of 1 .. kMostSteps, shares of 0 .. 1, and losses that a plot
/// can show or that are no number at all, as those of a run that broke down. Drawing the dashes of a curve
/// far outside its plot would take hours.
bool plausible(const StepStats& stats);

/// The curves of a run in at most `most` points, evenly thinned: when it is full, every second point goes and
/// only every second step is kept from then on. The newest step is always there. One thread.
class StepHistory {
 public:
  explicit StepHistory(std::size_t most = 2000);

  void add(const StepStats& stats);
  std::shared_ptr<const std::vector<StepStats>> points() const;

 private:
  std::size_t most_;
  std::int64_t stride_ = 1, added_ = 0;
  std::vector<StepStats> kept_;
  StepStats newest_;
};

}  // namespace core
