#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/request/render_request.h"
#include "core/request/task.h"
#include "core/run/step_estimate.h"
#include "core/run/trainer.h"

namespace core {

/// Owned by the training worker, published here, stored nowhere else.
enum class Phase { kIdle, kLoading, kTraining, kPaused, kStopping, kFailed };
const char* phase_name(Phase phase);

struct SavedCheckpoint {
  std::int64_t step = 0;
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
  double d_real = 0, d_fake = 0;
};

/// State of the training worker after some step. Immutable once published.
struct TrainSnapshot {
  Phase phase = Phase::kIdle;
  std::uint64_t version = 0;
  TrainOptions options;  // of the current or last run
  std::shared_ptr<const DataSummary> data;
  StepStats latest;
  std::shared_ptr<const std::vector<StepStats>> history;  // at most 2,000 points, thinned evenly
  double images_per_second = 0;
  double seconds_left = 0;                         // 0 = unknown
  double seconds_spent = 0;                        // in steps since this start or resumption
  double load_share = 0;                           // 0..1 while Loading
  double save_share = 0;                           // 0..1 while Stopping: statistics gathered for the model
  std::vector<SavedCheckpoint> checkpoints;        // newest first
  std::shared_ptr<const std::vector<Image>> grid;  // fixed z, newest
  std::int64_t grid_step = 0;
  std::string message;                           // of the failure
  std::shared_ptr<const StepEstimate> estimate;  // of a run not yet started; null = none was asked for
};

enum class JobState { kWaiting, kRunning };

struct JobSnapshot {
  std::uint64_t id = 0;
  JobTitle title;
  JobState state = JobState::kWaiting;
  std::int64_t done = 0, total = 0;
  std::string unit;
  double seconds_left = 0;  // 0 = unknown
  double seconds = 0;       // since it began
  AskedTask task{};         // null for a job that is none, such as the opening of a model
};

/// What the window draws from, taken once a frame. Copying is a handful of pointers.
struct Snapshot {
  FrozenModelPtr model;  // what every workspace shows; null before the first load
  std::uint64_t model_version = 0;
  std::shared_ptr<const std::vector<StepStats>> made_by;  // the run that made an opened model; null = unknown
  bool live = false;                                      // the model is a copy of the net in training
  bool following_live = false;                 // its newest copy is shown, or will be once it is there
  std::shared_ptr<const TrainSnapshot> train;  // never null
  std::array<std::shared_ptr<const SurfacePictures>, kSurfaceCount> surfaces;  // null until first rendered
  std::shared_ptr<const InspectPictures> inspect;
  std::vector<JobSnapshot> jobs;  // running first

  /// The pictures of a surface as long as they could be the shown model's; null before the first, and until
  /// those of a model of another size or z are drawn anew. Whoever compares or mixes pictures takes them from
  /// here.
  const SurfacePictures* surface(Surface which) const {
    const SurfacePictures* pictures = surfaces[static_cast<std::size_t>(which)].get();
    return pictures && model && could_be_of(*pictures, model->info()) ? pictures : nullptr;
  }

  /// The first task of this kind that waits or runs, of those that one workspace asked for or of all; null =
  /// none.
  template <class Request>
  const JobSnapshot* job_of(std::optional<Workspace> asked_by = {}) const {
    for (const JobSnapshot& job : jobs)
      if (is_task<Request>(job.task) && (!asked_by || job.task->asked_by == asked_by)) return &job;
    return nullptr;
  }
};

}  // namespace core
