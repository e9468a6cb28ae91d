#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace core {

/// When the next frozen copy leaves training: every so many seconds, stretched so that making copies takes at
/// most 5 % of the time (docs/promises.md: Training beside looking), or every so many steps.
class PublishPace {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;

  /// steps 0 = by time only.
  PublishPace(double seconds, int steps) : wanted_(seconds), interval_(seconds), steps_(steps) {}

  bool due(Clock::time_point now, std::int64_t step) const {
    if (!begun_) return true;
    if (has(step)) return false;
    return now - last_ >= interval_ || (steps_ > 0 && step - last_step_ >= steps_);
  }

  /// The newest copy is of this step.
  bool has(std::int64_t step) const { return begun_ && step == last_step_; }

  void published(Clock::time_point now, std::int64_t step, Seconds cost) {
    constexpr double kShare = 0.05;
    interval_ = std::max(wanted_, cost / kShare);
    last_ = now;
    last_step_ = step;
    begun_ = true;
  }

 private:
  Seconds wanted_, interval_;
  int steps_;
  Clock::time_point last_{};
  std::int64_t last_step_ = 0;
  bool begun_ = false;
};

}  // namespace core
