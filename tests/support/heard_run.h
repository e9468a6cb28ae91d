#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/run/training_run.h"
#include "core/session/failure.h"

namespace test {

/// Keeps what a run tells.
struct HeardRun : core::TrainingListener {
  std::vector<std::int64_t> steps, copies;
  std::vector<std::string> checkpoints, failures, warnings;
  std::vector<std::int64_t> told_at;  // steps done when something went wrong
  std::int64_t gathered = 0;
  std::function<void(std::int64_t step)> on_step;
  std::function<void()> on_gathered;

  void stepped(const core::RunProgress& progress, const core::StepHistory&) override {
    steps.push_back(progress.latest.step);
    if (on_step) on_step(steps.back());
  }

  void copy_published(core::FrozenModelPtr, std::int64_t step) override { copies.push_back(step); }

  void checkpoint_saved(const std::filesystem::path& file, std::int64_t) override {
    checkpoints.push_back(file.filename().string());
  }

  void saving_model(std::int64_t done, std::int64_t, std::string_view) override {
    gathered = done;
    if (on_gathered) on_gathered();
  }

  void failed(core::RunWork) override {
    failures.push_back(core::failure({}).message);
    told_at.push_back(steps.empty() ? 0 : steps.back());
  }

  void warned(const std::string& line) override {
    warnings.push_back(line);
    told_at.push_back(steps.empty() ? 0 : steps.back());
  }
};

}  // namespace test
