#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "core/session/publisher.h"
#include "core/session/snapshot.h"

namespace core {

/// The training worker's published state. The worker writes it; a command may change the phase on the UI
/// thread, so that "Stopping" shows at once. Any thread.
class TrainingBoard {
 public:
  explicit TrainingBoard(Publisher& publisher) : publisher_(publisher) {}

  std::shared_ptr<const TrainSnapshot> snapshot() const;
  std::uint64_t run() const;

  /// Idle and Failed become Loading of a new run, with everything about the last one cleared; any other phase
  /// stays.
  void begin_run(const TrainOptions& options);

  /// Publishes the pictures of a copy's fixed z; those of an earlier run are dropped.
  void put_grid(std::uint64_t run, std::int64_t step, std::vector<Image> images);

  /// `edit(TrainSnapshot&)` works on a copy under the lock: what it decides from the phase holds when it
  /// returns.
  template <class Edit>
  void change(Edit&& edit) {
    {
      const std::lock_guard lock(mutex_);
      auto next = std::make_shared<TrainSnapshot>(*newest_);
      std::forward<Edit>(edit)(*next);
      ++next->version;
      newest_ = std::move(next);
    }
    publisher_.wake();
  }

 private:
  Publisher& publisher_;
  mutable std::mutex mutex_;
  std::shared_ptr<const TrainSnapshot> newest_ = std::make_shared<const TrainSnapshot>();
  std::uint64_t run_ = 0;  // grows with every run
};

}  // namespace core
