#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/model/frozen_model.h"
#include "core/request/task.h"
#include "core/run/train_options.h"
#include "core/session/events.h"

namespace core {

// Window to workers: each is executed, none is lost. What comes back stands in events.h.
// Work over a model is one command, RunTask (core/request/task.h).

/// Opens a model file, a folder of .npy files or a bundled model. A file that holds only a discriminator
/// joins the opened generator. Of two files dropped together one may be the discriminator of the other,
/// whichever comes first.
struct LoadModel {
  std::string name_or_file;
  std::string second{};
};

/// Another prior or label for the shown model.
struct ChangeModel {
  ModelSettings settings;
};

/// Measures a step of these options while no run goes on; TrainSnapshot::estimate answers. Replaces what is
/// being measured; nothing = what is being measured is of no use any more.
struct MeasureStep {
  std::optional<TrainOptions> options;  // as step_part() gives them
};

struct StartTraining {
  TrainOptions options;
  bool resume = false;
};

struct PauseTraining {};

struct ContinueTraining {};

struct StopTraining {};  // saves a checkpoint and the model, then Idle

struct SaveCheckpoint {};

struct FollowLive {
  bool follow = true;
};  // every workspace shows the newest snapshot of the net in training

struct CancelJob {
  std::uint64_t job = 0;
};

using Command = std::variant<LoadModel, ChangeModel, MeasureStep, StartTraining, PauseTraining,
                             ContinueTraining, StopTraining, SaveCheckpoint, FollowLive, RunTask, CancelJob>;

}  // namespace core
