#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/train/batch_source.h"
#include "core/engine/train/train_state.h"
#include "core/io/sources/packed_images.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_folder.h"
#include "core/run/trainer.h"

namespace engine {

/// The trainer behind core::Trainer. Worker only.
class DcganTrainer final : public core::Trainer {
 public:
  /// A run at its first step. `options` are checked and resolved (thread count), `images` have their size and
  /// channels.
  DcganTrainer(core::TrainOptions options, std::unique_ptr<core::RunFolder> folder,
               core::CheckpointFolder checkpoints, io::PackedImages images);

  /// Goes to where the checkpoint stands; throws core::Error when it does not fit. `changes` are kept with
  /// the options.
  void restore(const core::CheckpointFolder::Newest& checkpoint, std::vector<core::OptionChange> changes);
  /// Begins with the weights of a model instead of random ones: its EMA or raw G, and D. Throws
  /// core::UsageError when its layout or sizes are not the run's, or it has no D.
  void start_from(const core::ModelSource& source);
  /// Writes what stands in the run folder from the start and asks for room for the checkpoints.
  void open_run();

  void warn(core::Error warning) { warnings_.push_back(std::move(warning)); }

  std::string digest() const { return state_digest(state_, options_); }

  const core::TrainOptions& options() const override { return options_; }

  const core::DataSummary& data() const override { return data_; }

  std::int64_t step_count() const override { return state_.step; }

  bool finished() const override;
  bool step(std::stop_token stop, core::StepStats& stats) override;
  /// The same copy again while no step was made. What it costs is for the caller to pace (core::PublishPace).
  core::FrozenModelPtr publish(core::Publish what) override;

  const std::vector<core::Latent>& fixed_latents() const override { return fixed_z_; }

  std::filesystem::path save_checkpoint() override;
  std::filesystem::path save_model(const core::Progress& progress = {}) override;

  std::vector<core::Error> take_warnings() override { return std::exchange(warnings_, {}); }

 private:
  core::FrozenModelPtr frozen_copy(core::Publish what) const;
  void record(const core::StepStats& stats);
  void write_sheet();  // of this step, once
  void require_sound() const;
  void require_finite() const;
  void stop_when_broken();
  core::Json recipe() const;

  core::TrainOptions options_;
  std::vector<core::OptionChange> changes_;
  at::Device device_;
  std::unique_ptr<core::RunFolder> folder_;
  io::PackedImages images_;
  core::DataSummary data_;
  core::CheckpointFolder checkpoints_;
  BatchSource source_;
  TrainState state_;
  std::vector<core::Latent> fixed_z_;
  std::vector<core::Error> warnings_;

  core::FrozenModelPtr published_;
  std::int64_t sheet_step_ = -1;  // of the newest sheet
};

}  // namespace engine
