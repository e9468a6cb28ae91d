#include "ui/frame/training_control.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/run/run_name.h"
#include "ui/look/tr.h"

namespace ui {

const char* phase_word(core::Phase phase) {
  switch (phase) {
    case core::Phase::kIdle:
      return tr("Idle");
    case core::Phase::kLoading:
      return tr("Loading");
    case core::Phase::kTraining:
      return tr("Training");
    case core::Phase::kPaused:
      return tr("Paused");
    case core::Phase::kStopping:
      return tr("Stopping");
    case core::Phase::kFailed:
      return tr("Failed");
  }
  return "";
}

bool run_goes_on(core::Phase phase) {
  return phase != core::Phase::kIdle && phase != core::Phase::kFailed;
}

std::string refusal(const core::TrainOptions& options) {
  try {
    core::check(options);
  } catch (const core::UsageError& error) {
    return error.what();
  }
  return {};
}

bool failure_stands(const Frame& frame) {
  return frame.snapshot.train->phase == core::Phase::kFailed &&
         frame.view.failed_training == frame.document.train;
}

core::Phase told_phase(const Frame& frame) {
  const core::Phase phase = frame.snapshot.train->phase;
  const bool told = failure_stands(frame) && frame.view.workspace == core::Workspace::kTrain;
  return phase == core::Phase::kFailed && !told ? core::Phase::kIdle : phase;
}

std::string data_problem(const Frame& frame) {
  const std::string& data = frame.document.train.options.data;
  return !data.empty() && frame.view.data_error_of == data ? frame.view.data_error : std::string();
}

const char* cannot_start(const Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  const core::TrainOptions& options = frame.document.train.options;
  if (train.phase == core::Phase::kStopping) return tr("the run is being saved");
  if (train.phase == core::Phase::kLoading) return tr("the data is being read");
  if (run_goes_on(train.phase)) return nullptr;
  if (options.data.empty()) return tr("choose the data first");
  if (!data_problem(frame).empty()) return tr("these images cannot be used");
  if (options.run.empty() && !core::home_folder()) return tr("name a folder for the run first");
  return refusal(options).empty() ? nullptr : tr("a setting is not possible");
}

void start_pause_or_continue(Frame& frame) {
  const core::TrainSnapshot& train = *frame.snapshot.train;
  if (train.phase == core::Phase::kTraining) return frame.out.send(core::PauseTraining{});
  if (train.phase == core::Phase::kPaused) return frame.out.send(core::ContinueTraining{});
  core::TrainOptions options = frame.document.train.options;
  if (options.run.empty()) options.run = core::free_run_folder(core::default_run_folder(), options.data);
  frame.out.send(core::StartTraining{std::move(options), false});
}

core::TrainOptions resume_options(const std::filesystem::path& run) {
  core::TrainOptions options;
  options.run = run;
  return options;
}

}  // namespace ui
