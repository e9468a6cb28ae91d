#include "core/engine/train/make_trainer.h"

#include <filesystem>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/engine/nets/tensors.h"
#include "core/engine/train/dcgan_trainer.h"
#include "core/engine/train/run_checkpoint.h"
#include "core/engine/train/thread_team.h"
#include "core/run/option_table.h"
#include "core/run/run_folder.h"
#include "core/run/run_record.h"
#include "core/tasks/data/data_warnings.h"
#include "core/tasks/data/training_data.h"

namespace engine {
namespace {

/// The options a resumed run goes on with.
core::TrainOptions resumed_options(const core::TrainOptions& wanted, const core::TrainOptions& saved) {
  core::TrainOptions options = wanted.data.empty() ? saved : wanted;
  options.run = wanted.run;
  if (options.threads == 0) options.threads = saved.threads;
  for (const core::SettingDifference& difference : core::differences(saved, options)) {
    if (core::find_option(difference.name)->may_change) continue;
    throw core::UsageError("a resumed run cannot change " + difference.name + " from " + difference.base +
                               " to " + difference.now,
                           wanted.run.string(), "leave it out, or start a new run");
  }
  return options;
}

/// Everything but what a checkpoint restores; data_sha256 is empty for a new run.
std::unique_ptr<DcganTrainer> build(core::TrainOptions options, std::unique_ptr<core::RunFolder> folder,
                                    core::CheckpointFolder checkpoints, const std::string& data_sha256,
                                    const core::Progress& progress) {
  core::check(options);
  keep_freed_memory();
  options.threads = set_training_threads(options.threads);
  io::PackedImages images = tasks::load_training_data(options, progress);
  if (data_sha256.empty()) {
    tasks::require_readable(images, options);
  } else if (images.sha256 != data_sha256) {
    throw core::Error("the data are not the images this run began with", options.data, "start a new run");
  }
  return std::make_unique<DcganTrainer>(std::move(options), std::move(folder), std::move(checkpoints),
                                        std::move(images));
}

std::unique_ptr<DcganTrainer> resume_run(const core::TrainOptions& wanted, const core::Progress& progress) {
  if (!std::filesystem::is_directory(wanted.run / "checkpoints")) {
    throw core::Error("no run to resume", wanted.run.string(), "check the path, or start a new run");
  }
  auto folder = std::make_unique<core::RunFolder>(wanted.run);
  core::CheckpointFolder checkpoints(folder->checkpoints(), wanted.keep);
  const core::CheckpointFolder::Newest newest = checkpoints.newest();
  const core::CheckpointHeader header = core::read_checkpoint_header(newest.sections, newest.file.string());
  auto trainer = build(resumed_options(wanted, header.options), std::move(folder), std::move(checkpoints),
                       header.data_sha256, progress);
  trainer->restore(newest);
  return trainer;
}

bool is_run(const std::filesystem::path& folder) {
  try {
    core::read_run_options(folder);
    return true;
  } catch (const core::Error&) {
    return false;
  }
}

/// What has the name of something that a run writes is somebody's model, curves or notes, unless an earlier
/// run left it there before its first checkpoint.
void check_replaceable(const std::filesystem::path& run) {
  const bool left_over = is_run(run);
  for (const char* name : {"model.safetensors", core::kMetricsFile, core::kOptionsFile, "data.json"}) {
    std::error_code unreadable;
    const bool there = std::filesystem::exists(std::filesystem::symlink_status(run / name, unreadable));
    if (there && (!left_over || name == std::string_view("model.safetensors")))
      throw core::Error("the folder already holds a file of the name that a run writes",
                        (run / name).string(), "choose another folder");
  }
}

std::unique_ptr<DcganTrainer> new_run(const core::TrainOptions& options, const core::Progress& progress) {
  core::check(options);
  if (options.run.empty()) throw core::UsageError("a run needs a folder to be kept in");
  if (options.init.empty() && !options.init_discriminator.empty())
    throw core::UsageError("a discriminator to start from needs its generator", options.init_discriminator,
                           "name the generator's file with --init");
  auto folder = std::make_unique<core::RunFolder>(options.run);
  core::CheckpointFolder checkpoints(folder->checkpoints(), options.keep);
  if (!checkpoints.files().empty()) {
    throw core::Error("the folder already holds a run", options.run.string(),
                      "resume it, or choose another folder");
  }
  check_replaceable(options.run);
  auto trainer = build(options, std::move(folder), std::move(checkpoints), {}, progress);
  if (!options.init.empty()) trainer->start_from({options.init, options.init_discriminator});
  return trainer;
}

}  // namespace

std::unique_ptr<core::Trainer> make_trainer(const core::TrainOptions& options, bool resume,
                                            const core::Progress& progress) {
  return translated("could not set up the training", [&]() -> std::unique_ptr<core::Trainer> {
    std::unique_ptr<DcganTrainer> trainer =
        resume ? resume_run(options, progress) : new_run(options, progress);
    trainer->open_run();
    return trainer;
  });
}

}  // namespace engine
