#include "core/session/live_run.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/session/failure.h"

namespace core {

void LiveRun::began(const Trainer& trainer) {
  fixed_z_ = std::make_shared<const std::vector<Latent>>(trainer.fixed_latents());
  kept_ = static_cast<std::size_t>(std::max(trainer.options().keep, 2));
  auto data = std::make_shared<const DataSummary>(trainer.data());
  board_.change([&](TrainSnapshot& snapshot) {
    snapshot.options = trainer.options();
    snapshot.data = data;
    snapshot.latest.step = trainer.step_count();
    snapshot.load_share = 1;
  });
}

void LiveRun::stepped(const RunProgress& progress, const StepHistory& history) {
  auto points = history.points();
  board_.change([&](TrainSnapshot& snapshot) {
    snapshot.latest = progress.latest;
    snapshot.history = std::move(points);
    snapshot.images_per_second = progress.images_per_second;
    snapshot.seconds_left = progress.seconds_left;
    snapshot.seconds_spent = progress.seconds_spent;
  });
}

void LiveRun::copy_published(FrozenModelPtr copy, std::int64_t step) {
  copy_published_({id_, step, std::move(copy), fixed_z_});
}

void LiveRun::checkpoint_saved(const std::filesystem::path& file, std::int64_t step) {
  SavedCheckpoint saved;
  saved.step = step;
  saved.path = file;
  std::error_code unknown;
  const std::uintmax_t bytes = std::filesystem::file_size(file, unknown);
  saved.bytes = unknown ? 0 : bytes;
  board_.change([&](TrainSnapshot& snapshot) {
    saved.d_real = snapshot.latest.d_real;
    saved.d_fake = snapshot.latest.d_fake_after;
    snapshot.checkpoints.insert(snapshot.checkpoints.begin(), saved);
    if (snapshot.checkpoints.size() > kept_) snapshot.checkpoints.resize(kept_);
  });
  publisher_.emit(CheckpointSaved{file, step});
}

void LiveRun::saving_model(std::int64_t done, std::int64_t total, std::string_view) {
  const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
  board_.change([share](TrainSnapshot& snapshot) { snapshot.save_share = share; });
}

void LiveRun::failed(RunWork work) {
  publisher_.emit(failure(work == RunWork::kCopy ? "The net in training could not be shown"
                                                 : "The checkpoint was not saved"));
}

void LiveRun::warned(const std::string& line) {
  publisher_.emit(Failed{"Training goes on, but", line, {}});
}

}  // namespace core
