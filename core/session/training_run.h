#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "core/run/publish_pace.h"
#include "core/run/quiet_failures.h"
#include "core/run/step_history.h"
#include "core/session/training_board.h"

namespace core {

/// A frozen copy that left training, with the fixed z that its grid is drawn from.
struct LiveCopy {
  std::uint64_t run = 0;
  std::int64_t step = 0;
  FrozenModelPtr model;
  std::shared_ptr<const std::vector<Latent>> fixed_z;
};

/// One run from its first step to its last save. Training thread only.
class TrainingRun {
 public:
  struct Outlets {
    TrainingBoard& board;
    Publisher& publisher;
    const std::function<void(LiveCopy)>& copy_published;
  };

  /// Publishes the first copy.
  TrainingRun(std::uint64_t id, std::unique_ptr<Trainer> trainer, bool resumed, PublishPace pace,
              Outlets outlets);

  bool finished() const { return trainer_->finished(); }

  /// One minibatch and what is due after it: snapshot, frozen copy, checkpoint. Throws what the step throws.
  void step(std::stop_token stop);
  enum class Asked { kByPerson, kByPlan };

  /// False when it could not be written; that is told as an event, by plan only once until one was saved, and
  /// training may go on.
  bool save_checkpoint(Asked asked = Asked::kByPerson);
  /// Last copy, checkpoint unless this step has one, model file. Throws when the model could not be saved.
  std::filesystem::path finish();

  bool saved_here() const { return saved_step_ == trainer_->step_count(); }

  std::int64_t step_count() const { return trainer_->step_count(); }

  /// Time spent waiting since the last step does not count as training time.
  void forget_pause() { last_step_end_ = PublishPace::Clock::now(); }

 private:
  void note_step(const StepStats& stats);
  void publish_copy();
  void tell_warnings();

  const std::uint64_t id_;
  std::unique_ptr<Trainer> trainer_;
  PublishPace pace_;
  Outlets out_;
  std::shared_ptr<const std::vector<Latent>> fixed_z_;
  StepHistory history_;
  QuietFailures failures_;
  QuietWarnings warnings_, unsaved_;
  std::int64_t saved_step_ = -1;
  PublishPace::Clock::time_point last_step_end_;
  double step_seconds_ = 0;   // smoothed
  double spent_seconds_ = 0;  // in this session
};

}  // namespace core
