#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/session/engine.h"
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
  static constexpr int kJobParts = 10;
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
                                  answer(request, model.get(), progress));
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

 private:
  /// Every kind of task ends in an empty result, those below in one that tests look at.
  template <class Request>
  typename Request::Result answer(const Request&, const core::FrozenModel*,
                                  const core::Progress& progress) const {
    work(progress, "parts");
    return {};
  }

  core::ModelReport answer(const core::VerifyRequest& request, const core::FrozenModel*,
                           const core::Progress& progress) const {
    work(progress, "images");
    core::ModelReport report;
    report.file = request.source.file;
    return report;
  }

  core::ConvertResult answer(const core::ConvertRequest& request, const core::FrozenModel*,
                             const core::Progress& progress) const {
    work(progress, "tensors");
    return {request.out, "safetensors", {}};
  }

  core::ExportResult answer(const core::ExportRequest& request, const core::FrozenModel* model,
                            const core::Progress& progress) const {
    work(progress, "frames");
    return {request.out, model->info().size, model->info().size, 1};
  }

  core::ForgetFit answer(const core::FitRequest& request, const core::FrozenModel* model,
                         const core::Progress& progress) const {
    work(progress, "samples");
    core::ForgetFit fit;
    fit.request = request;
    const int maps = model->info().generator_blocks.at(static_cast<std::size_t>(request.block) - 1).channels;
    for (int map = 0; map < maps; ++map) {
      fit.weights.push_back(static_cast<float>(maps - 2 * map) / static_cast<float>(maps));
      fit.mean_activation.push_back(0.1f * static_cast<float>(map % 5));
      fit.ranking.push_back(map);
    }
    fit.samples = static_cast<int>(request.boxes.size());
    fit.accuracy = 0.9;
    return fit;
  }

  core::NearestResult answer(const core::NearestRequest& request, const core::FrozenModel*,
                             const core::Progress& progress) const {
    work(progress, "images");
    core::NearestResult result;
    for (const core::Image& sample : request.samples)
      result.rows.emplace_back(static_cast<std::size_t>(request.neighbours),
                               core::Neighbour{"real.png", sample, 0.1, false, 0.5});
    return result;
  }

  core::DiversityResult answer(const core::DiversityRequest& request, const core::FrozenModel*,
                               const core::Progress& progress) const {
    work(progress, "pairs");
    return {{0.3, 0.28, 0.32}, {0.25, 0.22, 0.28}, !request.data.empty(), request.pairs};
  }

  core::Image answer(const core::OpenImageRequest&, const core::FrozenModel*, const core::Progress&) const {
    controls->load_image.pass();
    return core::Image(16, 16, 3, 200);
  }

  core::DataImages answer(const core::LookAtDataRequest& request, const core::FrozenModel* model,
                          const core::Progress& progress) const {
    controls->sample_data.pass(progress.stop);
    progress.at(request.count, request.count, "images");
    const int size = model ? model->info().size : 64, channels = model ? model->info().channels : 3;
    return {std::vector<core::Image>(static_cast<std::size_t>(request.count),
                                     core::Image(size, size, channels, 90))};
  }

  void work(const core::Progress& progress, const char* unit) const {
    for (int part = 0; part < kJobParts; ++part) {
      progress.at(part, kJobParts, unit);
      controls->job.pass(progress.stop);
    }
    progress.at(kJobParts, kJobParts, unit);
  }
};

}  // namespace test
