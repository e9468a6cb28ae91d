#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "core/run/trainer.h"

namespace engine {

/// What the loop tells while it runs; each may be empty. Called on the training thread.
struct TrainLoopHooks {
  std::function<void(const core::StepStats&)> on_step;
  std::function<void(const std::filesystem::path&)> on_checkpoint;
  std::function<void(const std::string&)> on_warning;
  core::Progress saving;  // of the model at the end; with a stop of its own, for `stop` asks for that model
  std::stop_token stop;
};

struct TrainLoopResult {
  bool stopped = false;              // by the token, before the run was finished
  std::filesystem::path checkpoint;  // the last one
  std::filesystem::path model;
};

/// Steps until the run is finished or stopped, with a checkpoint every options.checkpoint_every steps; then a
/// last checkpoint and the model file. A checkpoint in between that cannot be written is a warning and is
/// tried again at the next turn; the last one throws. Of warnings with the same remedy only the first is told
/// until a checkpoint was saved. For the command line and bench; the window's training
/// worker steps itself, because it drains commands and publishes between steps.
TrainLoopResult train(core::Trainer& trainer, const TrainLoopHooks& hooks);

}  // namespace engine
