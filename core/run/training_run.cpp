#include "core/run/training_run.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace core {
namespace {

using Clock = PublishPace::Clock;

constexpr double kNewestWeight = 0.1;  // of the newest step in the smoothed time a step takes

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// 0 = unknown.
double seconds_left(const TrainOptions& options, std::int64_t step, double step_seconds, double spent) {
  const double by_steps = static_cast<double>(std::max<std::int64_t>(options.steps - step, 0)) * step_seconds;
  return options.minutes > 0 ? std::min(by_steps, std::max(options.minutes * 60 - spent, 0.0)) : by_steps;
}

/// Of the exception being handled.
std::string caught_text() {
  try {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return {};
  }
}

}  // namespace

TrainingRun::TrainingRun(std::unique_ptr<Trainer> trainer, Settings settings, TrainingListener& listener)
    : trainer_(std::move(trainer)),
      pace_(settings.pace),
      listener_(listener),
      saved_step_(settings.saved ? trainer_->step_count() : -1),
      last_step_end_(Clock::now()) {
  listener_.began(*trainer_);
  for (const std::string& line : trainer_->data().warnings) listener_.warned(line);
  publish_copy();
  tell_warnings();
}

void TrainingRun::step(std::stop_token stop) {
  StepStats stats;
  const bool kept = trainer_->step(std::move(stop), stats);
  if (kept) {
    note_step(stats);
    if (pace_ && pace_->due(Clock::now(), trainer_->step_count())) publish_copy();
    const int every = trainer_->options().checkpoint_every;
    if (every > 0 && trainer_->step_count() % every == 0 && !finished()) save_checkpoint(Asked::kByPlan);
  }
  tell_warnings();
}

void TrainingRun::train(const std::stop_token& stop, const std::function<bool()>& save_asked) {
  while (!stop.stop_requested() && !finished()) {
    step(stop);
    if (save_asked && save_asked() && !saved_here()) save_checkpoint();
  }
}

void TrainingRun::note_step(const StepStats& stats) {
  const Clock::time_point now = Clock::now();
  const double seconds = seconds_between(last_step_end_, now);
  last_step_end_ = now;
  spent_seconds_ += seconds;
  step_seconds_ = step_seconds_ == 0 ? seconds : step_seconds_ + kNewestWeight * (seconds - step_seconds_);
  history_.add(stats);
  const TrainOptions& options = trainer_->options();
  RunProgress progress;
  progress.latest = stats;
  progress.images_per_second = step_seconds_ > 0 ? options.batch / step_seconds_ : 0;
  progress.seconds_left = seconds_left(options, stats.step, step_seconds_, spent_seconds_);
  progress.seconds_spent = spent_seconds_;
  listener_.stepped(progress, history_);
}

// Always with D: the window offers D's score wherever a model has a discriminator, and a copy without one
// would switch that off. A copy that could not be made is told, and training goes on.
void TrainingRun::publish_copy() {
  if (!pace_) return;
  const Clock::time_point began = Clock::now();
  const std::int64_t step = trainer_->step_count();
  constexpr int kPlace = static_cast<int>(RunWork::kCopy);
  try {
    listener_.copy_published(trainer_->publish(Publish::kBoth), step);
    failures_.works(kPlace);
  } catch (...) {
    if (failures_.is_new(kPlace, caught_text())) listener_.failed(RunWork::kCopy);
  }
  const Clock::time_point now = Clock::now();
  pace_->published(now, step, now - began);
}

bool TrainingRun::save_checkpoint(Asked asked) {
  std::filesystem::path file;
  try {
    file = trainer_->save_checkpoint();
  } catch (const std::exception& failure) {
    const bool is_new = unsaved_.is_new(failure);
    if (is_new || asked == Asked::kByPerson) listener_.failed(RunWork::kCheckpoint);
    return false;
  }
  unsaved_.works();
  warnings_.works();
  saved_step_ = trainer_->step_count();
  listener_.checkpoint_saved(file, saved_step_);
  return true;
}

std::filesystem::path TrainingRun::finish(const std::stop_token& hurry) {
  if (!saved_here()) save_checkpoint();
  if (hurry.stop_requested()) return {};
  if (pace_ && !pace_->has(trainer_->step_count())) publish_copy();
  Progress progress;
  progress.stop = hurry;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view unit) {
    listener_.saving_model(done, total, unit);
  };
  std::filesystem::path model;
  try {
    model = trainer_->save_model(progress);
  } catch (const Cancelled&) {  // nothing of it was written
  }
  tell_warnings();
  return model;
}

void TrainingRun::tell_warnings() {
  for (const Error& warning : trainer_->take_warnings())
    if (warnings_.is_new(warning)) listener_.warned(warning.what());
}

}  // namespace core
