#pragma once

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/run/trainer.h"
#include "tests/support/mock_model.h"

namespace test {

/// Trains nothing: counts steps, with curves that look like a run. Writes no files.
class MockTrainer : public core::Trainer {
 public:
  MockTrainer(core::TrainOptions options, std::int64_t first_step, std::shared_ptr<MockControls> controls)
      : options_(std::move(options)), step_(first_step), controls_(std::move(controls)) {
    data_.source = options_.data;
    data_.used = options_.data_count;
    for (std::uint64_t seed = 0; seed < 64; ++seed)
      fixed_.push_back(core::sample_latent(options_.prior, options_.nz, 9000 + seed));
  }

  const core::TrainOptions& options() const override { return options_; }

  const core::DataSummary& data() const override { return data_; }

  std::int64_t step_count() const override { return step_; }

  bool step(std::stop_token stop, core::StepStats& stats) override {
    if (!controls_->step.pass(stop)) return false;
    ++step_;
    const double t = static_cast<double>(step_);
    stats = {step_, 0.5 + 0.3 * std::sin(t / 40), 2 + std::sin(t / 25), 0.8, 0.2, 0.25, 0.001};
    return true;
  }

  core::FrozenModelPtr publish(core::Publish what) override {
    controls_->publish.pass();
    core::ModelInfo info = MockModel::mock_info("live", options_.nz);
    info.step = step_;
    info.modes = controls_->live_modes;
    info.prior = options_.prior;
    info.has_discriminator = what == core::Publish::kBoth;
    return std::make_shared<MockModel>(std::move(info), static_cast<int>(step_), controls_);
  }

  const std::vector<core::Latent>& fixed_latents() const override { return fixed_; }

  std::filesystem::path save_checkpoint() override {
    controls_->save_checkpoint.pass();
    return options_.run / ("checkpoint-" + std::to_string(step_));
  }

  std::filesystem::path save_model(const core::Progress& progress) override {
    progress.at(5, 16, "batches");
    controls_->save_model.pass();
    return options_.run / "model.safetensors";
  }

 private:
  core::TrainOptions options_;
  std::int64_t step_;
  std::shared_ptr<MockControls> controls_;
  core::DataSummary data_;
  std::vector<core::Latent> fixed_;
};

}  // namespace test
