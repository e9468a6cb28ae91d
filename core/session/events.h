#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "core/model/frozen_model.h"
#include "core/request/task.h"
#include "core/run/train_options.h"

namespace core {

// Workers to window: each arrives, each becomes a log line, many a toast. A task ends in one TaskDone
// (core/request/task.h), Failed or JobCancelled, which carries what was asked.

struct ModelOpened {
  FrozenModelPtr model;
};

/// Comes behind ModelOpened: Snapshot::made_by has the curves of the run that made the model, if there are
/// any.
struct RunRecordRead {
  std::string problem;  // why they are missing or end early, for the log; empty = nothing is wrong
};

/// The opened model was replaced by itself with other statistics, settings or a discriminator; what is worked
/// on stays. Null when another model was opened meanwhile.
struct ModelChanged {
  FrozenModelPtr model;
  std::string words;  // what changed, for the log
};

struct CheckpointSaved {
  std::filesystem::path path;
  std::int64_t step = 0;
};

struct TrainingStarted {
  TrainOptions options;
};

struct TrainingEnded {
  std::int64_t step = 0;
  std::filesystem::path model;
};

struct Failed {
  std::string title;
  std::string message;
  std::string details;
  AskedTask task{};  // that failed; null where none did
};

struct JobCancelled {
  JobTitle title;
  AskedTask task{};  // null for a job that was none
};

using Event = std::variant<ModelOpened, RunRecordRead, ModelChanged, CheckpointSaved, TrainingStarted,
                           TrainingEnded, TaskDone, Failed, JobCancelled>;

}  // namespace core
