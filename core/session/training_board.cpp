#include "core/session/training_board.h"

namespace core {

std::shared_ptr<const TrainSnapshot> TrainingBoard::snapshot() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

std::uint64_t TrainingBoard::run() const {
  const std::lock_guard lock(mutex_);
  return run_;
}

void TrainingBoard::begin_run(const TrainOptions& options) {
  change([&](TrainSnapshot& snapshot) {
    if (snapshot.phase != Phase::kIdle && snapshot.phase != Phase::kFailed) return;
    const std::uint64_t version = snapshot.version;
    snapshot = TrainSnapshot{};
    snapshot.version = version;
    snapshot.phase = Phase::kLoading;
    snapshot.options = options;
    ++run_;
  });
}

void TrainingBoard::put_grid(std::uint64_t run, std::int64_t step, std::vector<Image> images) {
  auto grid = std::make_shared<const std::vector<Image>>(std::move(images));
  change([&](TrainSnapshot& snapshot) {
    if (run != run_) return;
    snapshot.grid = std::move(grid);
    snapshot.grid_step = step;
  });
}

}  // namespace core
