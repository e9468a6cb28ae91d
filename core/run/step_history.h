#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/run/trainer.h"

namespace core {

/// Whether a run can have written this: a step of 1 .. kMostSteps, shares of 0 .. 1, losses that are no
/// number at all, as of a run that broke down, or one that a plot can show. Dashes of a curve far outside its
/// plot would take hours to draw.
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
