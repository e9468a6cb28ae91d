#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/request/task.h"
#include "tests/support/mock_point.h"

namespace test {

/// What MockEngine answers to each kind of task: in parts, which `controls` hold or let fail.
struct MockAnswers {
  static constexpr int kParts = 10;

  std::shared_ptr<MockControls> controls;

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
    fit.accuracy = core::FitAccuracy{.mean = 0.9, .low = 0.85, .high = 0.94};
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

  core::OpenedImage answer(const core::OpenImageRequest&, const core::FrozenModel*,
                           const core::Progress&) const {
    controls->load_image.pass();
    return {core::Image(16, 16, 3, 200), {}};
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
    for (int part = 0; part < kParts; ++part) {
      progress.at(part, kParts, unit);
      controls->job.pass(progress.stop);
    }
    progress.at(kParts, kParts, unit);
  }
};

}  // namespace test
