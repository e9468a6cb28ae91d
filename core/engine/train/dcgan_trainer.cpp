#include "core/engine/train/dcgan_trainer.h"

#include <torch/utils.h>

#include <utility>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/engine/nets/device.h"
#include "core/engine/nets/frozen.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"
#include "core/engine/train/gan_step.h"
#include "core/engine/train/run_checkpoint.h"
#include "core/run/options_json.h"
#include "core/run/procedural_sets.h"
#include "core/tasks/data/data_warnings.h"

namespace engine {
namespace {

constexpr int kFixedLatents = 64;
constexpr int kPreviewImages = 64;
constexpr std::size_t kMostNotes = 100;
constexpr int kPublishBatches = 4, kPublishBatch = 64;
constexpr int kFinalBatches = 16, kFinalBatch = 512;
constexpr std::int64_t kSoundEvery = 100;  // steps at most until a value that is no number is noticed

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

core::DataSummary summarise(const io::PackedImages& images, const core::TrainOptions& options) {
  core::DataSummary summary;
  summary.source = options.data;
  summary.used = images.count();
  summary.skipped = static_cast<std::int64_t>(images.skipped.size());
  summary.notes.assign(images.skipped.begin(),
                       images.skipped.begin() + std::min(images.skipped.size(), kMostNotes));
  summary.warnings = tasks::training_warnings(images, options);
  const std::int64_t shown = std::min<std::int64_t>(images.count(), kPreviewImages);
  for (std::int64_t i = 0; i < shown; ++i)
    summary.preview.push_back(images.image(i * images.count() / shown));
  return summary;
}

}  // namespace

DcganTrainer::DcganTrainer(core::TrainOptions options, std::unique_ptr<core::RunFolder> folder,
                           core::CheckpointFolder checkpoints, io::PackedImages images)
    : options_(std::move(options)),
      device_(parse_device(options_.device)),
      folder_(std::move(folder)),
      images_(std::move(images)),
      data_(summarise(images_, options_)),
      checkpoints_(std::move(checkpoints)),
      source_(images_, options_, device_),
      state_(options_, device_) {
  // The tiles of the grid are the single seeds that `sample --seed SEED --count 64` shows.
  for (int i = 0; i < kFixedLatents; ++i) {
    fixed_z_.push_back(
        core::sample_latent(options_.prior, options_.nz, options_.seed + static_cast<std::uint64_t>(i)));
  }
}

void DcganTrainer::restore(const core::CheckpointFolder::Newest& checkpoint,
                           std::vector<core::OptionChange> changes) {
  restore_state(checkpoint.sections, state_, checkpoint.file.string());
  changes_ = std::move(changes);
  for (const std::string& line : checkpoint.skipped) warn(core::Error("skipped a checkpoint, " + line));
}

void DcganTrainer::start_from(const core::ModelSource& source) {
  const LoadedModel model = open_model(source, at::kCPU);
  if (model.nets.best().is_empty() || model.nets.discriminator.is_empty())
    throw core::UsageError("the model to start from lacks G or D", source.file,
                           "give a file that holds both, or the other net's file with --discriminator");
  nets::LayoutSpec wanted = nets::layout_spec(options_);
  wanted.bn_eps = model.spec.bn_eps;  // no weight depends on it
  if (!(model.spec == wanted))
    throw core::UsageError("the model to start from has another layout or other sizes", source.file,
                           "give it the same --layout, --size, --channels, --nz, --ngf and --ndf");
  copy_state(*model.nets.best(), *state_.g);
  copy_state(*model.nets.discriminator, *state_.d);
  if (!state_.ema.is_empty()) copy_state(*model.nets.best(), *state_.ema);
}

void DcganTrainer::open_run() {
  checkpoints_.set_keep(options_.keep);
  checkpoints_.check_room(checkpoint_bytes(checkpoint_sections(state_, options_, images_.sha256)));
  folder_->write_options(options_, changes_);
  folder_->write_data(data_, options_, images_.sha256);
  folder_->start_metrics(state_.history, options_.batch);
}

bool DcganTrainer::finished() const {
  return state_.step >= options_.steps || (options_.minutes > 0 && state_.seconds >= 60 * options_.minutes);
}

bool DcganTrainer::step(std::stop_token stop, core::StepStats& stats) {
  require_sound();
  const auto start = std::chrono::steady_clock::now();
  if (at::get_num_threads() != options_.threads) at::set_num_threads(options_.threads);
  stats = state_.history.empty() ? core::StepStats{} : state_.history.back();
  const bool done = translated("a training step failed", [&] {
    return run_step(state_, options_, source_.batch(state_.step), std::move(stop), stats);
  });
  if (!done) return false;
  stats.seconds = seconds_since(start);
  state_.history.push_back(stats);
  record(stats);
  state_.seconds += seconds_since(start);
  stop_when_broken();
  return true;
}

/// A loss may be finite while statistics of BatchNorm, or a weight that no picture needs, are not. Looked at
/// before a checkpoint is due, and in between.
void DcganTrainer::stop_when_broken() {
  if (state_.step % kSoundEvery != 0 && state_.step % options_.checkpoint_every != 0 && !finished()) return;
  if (all_finite(state_)) return;
  state_.poisoned = true;
  throw core::Error("the training broke down, a weight or a statistic is not a number",
                    "step " + std::to_string(state_.step), kLowerRate);
}

/// Curves and sheets are not worth stopping a run for.
void DcganTrainer::record(const core::StepStats& stats) {
  try {
    folder_->append_metrics(stats, options_.batch);
    if (state_.step % options_.sample_every == 0) write_sheet();
  } catch (const core::Error& error) {
    warn(error);
  }
}

void DcganTrainer::write_sheet() {
  if (sheet_step_ == state_.step) return;
  const core::FrozenModelPtr copy = publish(core::Publish::kGenerator);
  folder_->write_sheet(state_.step, copy->generate(fixed_z_, {copy->info().modes.front(), {}}));
  sheet_step_ = state_.step;
}

core::FrozenModelPtr DcganTrainer::publish(core::Publish what) {
  const bool newest = published_ && published_->info().step == state_.step;
  const bool covers = newest && (what == core::Publish::kGenerator || published_->info().has_discriminator);
  if (!covers) published_ = translated("could not publish the nets", [&] { return frozen_copy(what); });
  return published_;
}

core::FrozenModelPtr DcganTrainer::frozen_copy(core::Publish what) const {
  const bool average = !state_.ema.is_empty();
  core::ModelInfo info;
  info.name = "live";
  info.prior = options_.prior;
  info.weights = average ? "ema" : "raw";
  info.step = state_.step;
  const Discriminator* d = what == core::Publish::kBoth ? &state_.d : nullptr;
  if (!average) return freeze(state_.g, d, info, {core::StatisticsKind::kRunning});
  Generator copy = deep_copy(state_.ema);
  gather_population_statistics(copy, options_.prior, {kPublishBatches, kPublishBatch, options_.seed});
  return freeze(copy, d, info, {core::StatisticsKind::kPopulation, true});
}

void DcganTrainer::require_sound() const {
  if (!state_.poisoned) return;
  throw core::Error("this run failed in the middle of a step", "step " + std::to_string(state_.step + 1),
                    "resume it from its last checkpoint");
}

void DcganTrainer::require_finite() const {
  if (all_finite(state_)) return;
  throw core::Error("not saved, a weight is not a number", "step " + std::to_string(state_.step), kLowerRate);
}

std::filesystem::path DcganTrainer::save_checkpoint() {
  require_sound();
  require_finite();
  return folder_->saved(
      [&] { return checkpoints_.save(state_.step, checkpoint_sections(state_, options_, images_.sha256)); });
}

/// A model is given away: its recipe names the data, not folders of the machine it was trained on.
core::Json DcganTrainer::recipe() const {
  core::TrainOptions options = options_;
  options.data = core::data_without_folders(options_.data);
  core::Json recipe = core::to_json(options);
  if (!changes_.empty()) recipe["changes"] = core::to_json(changes_);
  return recipe;
}

std::filesystem::path DcganTrainer::save_model(const core::Progress& progress) {
  require_sound();
  require_finite();
  const std::filesystem::path file = translated("could not save the model", [&] {
    progress.at(0, kFinalBatches, "batches");
    ModelNets nets;
    Generator& best = state_.ema.is_empty() ? nets.generator : nets.ema;
    best = deep_copy(state_.ema.is_empty() ? state_.g : state_.ema);
    gather_population_statistics(best, options_.prior, {kFinalBatches, kFinalBatch, options_.seed}, progress);
    nets.discriminator = state_.d;
    core::ModelFacts facts;
    facts.prior = options_.prior;
    facts.statistics = core::StatisticsKind::kPopulation;
    facts.step = state_.step;
    facts.metadata = {
        {"recipe", core::json_text(recipe(), -1)}, {"data_sha256", images_.sha256}, {"program", "ganscope"}};
    return folder_->saved([&] {
      engine::save_model(folder_->model(), nets, facts, options_.half);
      return folder_->model();
    });
  });
  try {
    write_sheet();
  } catch (const core::Error& error) {
    warn(error);
  }
  return file;
}

}  // namespace engine
