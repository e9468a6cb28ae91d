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
#include "core/run/procedural_sets.h"
#include "core/run/recipe.h"
#include "core/run/run_folder.h"
#include "core/run/run_record.h"
#include "core/tasks/data/data_warnings.h"
#include "core/tasks/data/training_data.h"

namespace engine {
namespace {

core::Links links_of(const core::TrainOptions& options) {
  return options.follow_links ? core::Links::kFollow : core::Links::kStay;
}

/// The options a resumed run goes on with.
core::TrainOptions resumed_options(const core::TrainOptions& wanted, const core::TrainOptions& saved) {
  core::TrainOptions options = wanted.data.empty() ? saved : wanted;
  options.run = wanted.run;
  options.follow_links = wanted.follow_links;
  if (options.threads == 0) options.threads = saved.threads;
  for (const core::SettingDifference& difference : core::differences(saved, options)) {
    if (core::find_option(difference.name)->may_change) continue;
    throw core::UsageError("a resumed run cannot change " + difference.name + " from " + difference.base +
                               " to " + difference.now,
                           wanted.run.string(), "leave it out, or start a new run");
  }
  return options;
}

/// What a run learns otherwise from here on than up to its checkpoint, after what it changed before.
std::vector<core::OptionChange> changes_of(std::vector<core::OptionChange> before,
                                           const core::TrainOptions& saved, const core::TrainOptions& options,
                                           std::int64_t step) {
  std::erase_if(before, [&](const core::OptionChange& one) { return one.step >= step; });
  for (core::SettingDifference& difference : core::recipe_differences(saved, options))
    before.push_back({step, std::move(difference)});
  return before;
}

/// A run is resumed from any folder: images are named by their whole path, a set that is drawn by its name.
core::TrainOptions placed(core::TrainOptions options) {
  std::error_code unknown;
  if (!options.data.empty() && !core::is_procedural_set(options.data)) {
    std::filesystem::path whole = std::filesystem::absolute(options.data, unknown).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();  // "faces/"
    if (!unknown) options.data = whole.string();
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
    throw core::Error("the data are not the images this run began with", options.data,
                      "name their place: ganscope train DATA --resume RUN; or start a new run");
  }
  return std::make_unique<DcganTrainer>(std::move(options), std::move(folder), std::move(checkpoints),
                                        std::move(images));
}

/// Where the images of a run went is for a person to say.
void require_data(const core::TrainOptions& options) {
  std::error_code missing;
  if (core::is_procedural_set(options.data) || std::filesystem::exists(options.data, missing)) return;
  throw core::Error("the images of this run are not where they were", options.data,
                    "name their new place: ganscope train DATA --resume RUN");
}

std::unique_ptr<DcganTrainer> resume_run(const core::TrainOptions& wanted, const core::Progress& progress) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(wanted.run / "checkpoints", unreadable)) {
    throw core::Error("no run to resume", wanted.run.string(), "check the path, or start a new run");
  }
  auto folder = std::make_unique<core::RunFolder>(wanted.run, links_of(wanted));
  core::CheckpointFolder checkpoints(folder->checkpoints(), wanted.keep, folder->links());
  const core::CheckpointFolder::Newest newest = checkpoints.newest();
  const core::CheckpointHeader header = core::read_checkpoint_header(newest.sections, newest.file.string());
  const core::TrainOptions options = placed(resumed_options(wanted, header.options));
  require_data(options);
  std::vector<core::OptionChange> changes =
      changes_of(core::read_run_changes(wanted.run, folder->links()), header.options, options, header.step);
  auto trainer = build(options, std::move(folder), std::move(checkpoints), header.data_sha256, progress);
  trainer->restore(newest, std::move(changes));
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
  auto folder = std::make_unique<core::RunFolder>(options.run, links_of(options));
  core::CheckpointFolder checkpoints(folder->checkpoints(), options.keep, folder->links());
  if (!checkpoints.files().empty()) {
    throw core::Error("the folder already holds a run", options.run.string(),
                      "resume it, or choose another folder");
  }
  check_replaceable(options.run);
  auto trainer = build(placed(options), std::move(folder), std::move(checkpoints), {}, progress);
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
