#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/run/publish_pace.h"
#include "core/run/quiet_failures.h"
#include "core/run/step_history.h"

namespace core {

/// Where a run stands after a step.
struct RunProgress {
  StepStats latest;
  double images_per_second = 0;  // of the last steps
  double seconds_left = 0;       // 0 = unknown
  double seconds_spent = 0;      // in this process, without pauses
};

/// Work of a run that can fail while training goes on.
enum class RunWork { kCopy, kCheckpoint };

/// What a run tells while it goes on. Training thread.
class TrainingListener {
 public:
  virtual ~TrainingListener() = default;

  virtual void began(const Trainer&) {}

  virtual void stepped(const RunProgress&, const StepHistory&) {}

  virtual void copy_published(FrozenModelPtr, std::int64_t /*step*/) {}

  virtual void checkpoint_saved(const std::filesystem::path&, std::int64_t /*step*/) {}

  /// In parts of `unit`, while the model file is made.
  virtual void saving_model(std::int64_t /*done*/, std::int64_t /*total*/, std::string_view /*unit*/) {}

  /// Called inside the catch block of the failure.
  virtual void failed(RunWork) {}

  /// What the trainer warned of, and at the start what is odd about the data: one line.
  virtual void warned(const std::string& /*line*/) {}
};

/// The training loop: one run from its first step to its last save, for the window and the command line. Of
/// failures and of warnings that have the same remedy only the first is told until a checkpoint was saved.
/// Training thread only.
class TrainingRun {
 public:
  struct Settings {
    std::optional<PublishPace> pace{};  // of frozen copies; none = no copies
    bool saved = false;                 // the step at which it begins has its checkpoint
  };

  /// Publishes the first copy. The listener must outlive the run.
  TrainingRun(std::unique_ptr<Trainer> trainer, Settings settings, TrainingListener& listener);

  const Trainer& trainer() const { return *trainer_; }

  bool finished() const { return trainer_->finished(); }

  /// One minibatch and what is due after it: frozen copy, checkpoint. Throws what the step throws.
  void step(std::stop_token stop);
  /// Steps until the run is finished or stopped; a checkpoint after each step at which `save_asked` says yes.
  void train(const std::stop_token& stop, const std::function<bool()>& save_asked = {});

  enum class Asked { kByPerson, kByPlan };

  /// False when it could not be written; that is told, by plan only once until one was saved, and training
  /// may go on.
  bool save_checkpoint(Asked asked = Asked::kByPerson);
  /// Last copy, checkpoint unless this step has one, model file; a checkpoint that cannot be written is told
  /// and the model saved all the same. Throws when the model could not be saved. Once `hurry` is requested
  /// the model is left undone, and its path empty: the checkpoint holds everything.
  std::filesystem::path finish(const std::stop_token& hurry = {});

  bool saved_here() const { return saved_step_ == trainer_->step_count(); }

  /// Time spent waiting since the last step does not count as training time.
  void forget_pause() { last_step_end_ = PublishPace::Clock::now(); }

 private:
  void note_step(const StepStats& stats);
  void publish_copy();
  void tell_warnings();

  std::unique_ptr<Trainer> trainer_;
  std::optional<PublishPace> pace_;
  TrainingListener& listener_;
  StepHistory history_;
  QuietFailures failures_;
  QuietWarnings warnings_, unsaved_;
  std::int64_t saved_step_ = -1;
  PublishPace::Clock::time_point last_step_end_;
  double step_seconds_ = 0;   // smoothed
  double spent_seconds_ = 0;  // in this process
};

}  // namespace core
