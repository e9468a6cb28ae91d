#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/session/engine.h"
#include "tests/support/mock_answers.h"
#include "tests/support/mock_model.h"
#include "tests/support/mock_trainer.h"

namespace test {

/// An engine without networks. A model's name decides what it is: "other" has another nz and another size.
/// Each was trained for kStep steps. Resumed runs begin at step kResumedStep. Jobs report ten parts;
/// `controls` holds them or lets them fail.
class MockEngine : public core::Engine {
 public:
  static constexpr int kNz = 8, kOtherNz = 5;
  static constexpr int kSize = 16, kOtherSize = 32;
  static constexpr std::int64_t kStep = 3, kResumedStep = 100;
  static constexpr int kJobParts = MockAnswers::kParts;
  static constexpr int kMeasuredSteps = 2;
  static constexpr double kStepSeconds = 1;  // of time_step() at 64 px, width 64

  const std::shared_ptr<MockControls> controls = std::make_shared<MockControls>();

  std::shared_ptr<MockModel> model(const core::ModelSource& source) const {
    const std::string& name = source.file;
    core::ModelInfo info = MockModel::mock_info(name, name == "other" ? kOtherNz : kNz);
    if (name == "other") {
      info.size = kOtherSize;
      info.generator_blocks.back() = {3, kOtherSize, kOtherSize};
    }
    info.source = source;
    info.prior = source.prior.value_or(info.prior);
    info.prior_is_guess = name.ends_with(".pth") && !source.prior;
    info.activation = source.activation.value_or(info.activation);
    info.activation_is_guess = info.prior_is_guess && !source.activation;
    info.step = kStep;
    info.has_generator = name != "D" && name != "D2";
    const bool foreign = name.ends_with(".pth"), converted = name.starts_with("converted");
    if (foreign) info.words = "DCGAN";
    if (converted) info.metadata["source_format"] = "PyTorch .pth";
    if (foreign || converted) info.modes.insert(info.modes.begin(), core::BatchNormMode::kRunning);
    return std::make_shared<MockModel>(std::move(info), static_cast<int>(name.size()), controls);
  }

  void enter_thread(core::ThreadRole, int) override {}

  /// "D" and "D2" hold a discriminator only; a name that ends in .pth comes from elsewhere and does not say
  /// its prior and activation, one that begins with "converted" was written from such a file; both have
  /// running statistics.
  core::FrozenModelPtr load_model(const core::ModelSource& source) override {
    controls->load_model.pass();
    return model(source);
  }

  core::TaskResult run(const core::TaskRequest& task, core::FrozenModelPtr model,
                       const core::Progress& progress) override {
    return std::visit(
        [&]<class Request>(const Request& request) {
          return core::TaskResult(std::in_place_index<core::Tasks::index<Request>()>,
                                  MockAnswers{controls}.answer(request, model.get(), progress));
        },
        task);
  }

  std::unique_ptr<core::Trainer> make_trainer(const core::TrainOptions& options, bool resume,
                                              const core::Progress& progress) override {
    progress.at(1, 2, "images");
    controls->make_trainer.pass(progress.stop);
    progress.at(2, 2, "images");
    return std::make_unique<MockTrainer>(options, resume ? kResumedStep : 0, controls);
  }

  core::StepTime time_step(const core::TrainOptions& options, const core::Progress& progress) override {
    for (int step = 0; step < kMeasuredSteps; ++step) {
      progress.at(step, kMeasuredSteps, "steps");
      if (!controls->time_step.pass(progress.stop)) throw core::Cancelled();
    }
    // Grows as the work of a step does, near enough.
    const double work = options.ngf * options.ndf * options.size * options.size / (64.0 * 64 * 64 * 64);
    return {kStepSeconds * work, options.data_count, 40'000'000, true};
  }
};

}  // namespace test
