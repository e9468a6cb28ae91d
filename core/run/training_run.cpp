#include "core/session/training_run.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/session/failure.h"

namespace core {
namespace {

using Clock = PublishPace::Clock;

constexpr double kNewestWeight = 0.1;  // of the newest step in the smoothed time a step takes

constexpr int kCopy = 0;  // what may fail again and again

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// 0 = unknown.
double seconds_left(const TrainOptions& options, std::int64_t step, double step_seconds, double spent) {
  const double by_steps = static_cast<double>(std::max<std::int64_t>(options.steps - step, 0)) * step_seconds;
  return options.minutes > 0 ? std::min(by_steps, std::max(options.minutes * 60 - spent, 0.0)) : by_steps;
}

}  // namespace

TrainingRun::TrainingRun(std::uint64_t id, std::unique_ptr<Trainer> trainer, bool resumed, PublishPace pace,
                         Outlets outlets)
    : id_(id),
      trainer_(std::move(trainer)),
      pace_(pace),
      out_(outlets),
      fixed_z_(std::make_shared<const std::vector<Latent>>(trainer_->fixed_latents())),
      saved_step_(resumed ? trainer_->step_count() : -1),
      last_step_end_(Clock::now()) {
  auto data = std::make_shared<const DataSummary>(trainer_->data());
  out_.board.change([&](TrainSnapshot& snapshot) {
    snapshot.options = trainer_->options();
    snapshot.data = data;
    snapshot.latest.step = trainer_->step_count();
    snapshot.load_share = 1;
  });
  publish_copy();
  tell_warnings();
}

void TrainingRun::step(std::stop_token stop) {
  StepStats stats;
  const bool kept = trainer_->step(std::move(stop), stats);
  if (kept) {
    note_step(stats);
    if (pace_.due(Clock::now(), trainer_->step_count())) publish_copy();
    const int every = trainer_->options().checkpoint_every;
    if (every > 0 && trainer_->step_count() % every == 0 && !finished()) save_checkpoint(Asked::kByPlan);
  }
  tell_warnings();
}

void TrainingRun::note_step(const StepStats& stats) {
  const Clock::time_point now = Clock::now();
  const double seconds = seconds_between(last_step_end_, now);
  last_step_end_ = now;
  spent_seconds_ += seconds;
  step_seconds_ = step_seconds_ == 0 ? seconds : step_seconds_ + kNewestWeight * (seconds - step_seconds_);
  history_.add(stats);
  auto history = history_.points();
  const TrainOptions& options = trainer_->options();
  out_.board.change([&](TrainSnapshot& snapshot) {
    snapshot.latest = stats;
    snapshot.history = std::move(history);
    snapshot.images_per_second = step_seconds_ > 0 ? options.batch / step_seconds_ : 0;
    snapshot.seconds_left = seconds_left(options, stats.step, step_seconds_, spent_seconds_);
    snapshot.seconds_spent = spent_seconds_;
  });
}

// Always with D: the window offers D's score wherever a model has a discriminator, and a copy without one
// would switch that off. A copy that could not be made is told, and training goes on.
void TrainingRun::publish_copy() {
  const Clock::time_point began = Clock::now();
  const std::int64_t step = trainer_->step_count();
  try {
    out_.copy_published({id_, step, trainer_->publish(Publish::kBoth), fixed_z_});
    failures_.works(kCopy);
  } catch (...) {
    Failed failed = failure("The net in training could not be shown");
    if (failures_.is_new(kCopy, failed.message)) out_.publisher.emit(std::move(failed));
  }
  const Clock::time_point now = Clock::now();
  pace_.published(now, step, now - began);
}

bool TrainingRun::save_checkpoint(Asked asked) {
  SavedCheckpoint saved;
  try {
    saved.path = trainer_->save_checkpoint();
  } catch (...) {
    Failed failed = failure("The checkpoint was not saved");
    const bool is_new = unsaved_.is_new(failed.message);
    if (is_new || asked == Asked::kByPerson) out_.publisher.emit(std::move(failed));
    return false;
  }
  unsaved_.works();
  warnings_.works();
  saved.step = saved_step_ = trainer_->step_count();
  std::error_code unknown;
  const std::uintmax_t bytes = std::filesystem::file_size(saved.path, unknown);
  saved.bytes = unknown ? 0 : bytes;
  const auto kept = static_cast<std::size_t>(std::max(trainer_->options().keep, 2));
  out_.board.change([&](TrainSnapshot& snapshot) {
    saved.d_real = snapshot.latest.d_real;
    saved.d_fake = snapshot.latest.d_fake_after;
    snapshot.checkpoints.insert(snapshot.checkpoints.begin(), saved);
    if (snapshot.checkpoints.size() > kept) snapshot.checkpoints.resize(kept);
  });
  out_.publisher.emit(CheckpointSaved{saved.path, saved.step});
  return true;
}

std::filesystem::path TrainingRun::finish() {
  if (!saved_here()) save_checkpoint();
  if (!pace_.has(trainer_->step_count())) publish_copy();
  Progress progress;  // no stop: what was asked for is that the model be saved
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view) {
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    out_.board.change([share](TrainSnapshot& snapshot) { snapshot.save_share = share; });
  };
  std::filesystem::path model = trainer_->save_model(progress);
  tell_warnings();
  return model;
}

void TrainingRun::tell_warnings() {
  for (std::string& warning : trainer_->take_warnings())
    if (warnings_.is_new(warning))
      out_.publisher.emit(Failed{"Training goes on, but", std::move(warning), {}});
}

}  // namespace core
