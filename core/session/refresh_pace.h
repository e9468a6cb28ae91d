#pragma once

#include <chrono>

namespace core {

/// When work that every new copy of the net in training would repeat may begin again: it gets a fixed share
/// of the time, so that looking on does not slow training down. One thread.
class RefreshPace {
 public:
  using Clock = std::chrono::steady_clock;

  /// share: 0..1 of one core.
  explicit RefreshPace(double share) : share_(share) {}

  void begin(Clock::time_point now) {
    begun_ = now;
    spent_ = {};
  }

  void spend(Clock::duration time) { spent_ += time; }

  /// `part`: 0..1 of the share, while something else needs the core more.
  Clock::time_point next(double part = 1) const {
    return begun_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(spent_) /
                                                                (share_ * part));
  }

 private:
  double share_;
  Clock::time_point begun_{};
  Clock::duration spent_{};
};

}  // namespace core
