#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/progress.h"
#include "core/model/frozen_model.h"
#include "core/request/evaluation.h"
#include "core/request/model_files.h"
#include "core/request/requests.h"
#include "core/run/step_estimate.h"
#include "core/run/trainer.h"

namespace core {

enum class ThreadRole { kTraining, kExplore, kJob };

/// What the session needs from the networks' side; implemented in core/engine, injected by app, mocked in
/// tests. Long calls take a Progress and throw Cancelled; every failure is a core::Error.
class Engine {
 public:
  virtual ~Engine() = default;

  /// First call on each worker thread: thread count and priority of its role (docs/architecture.md: Threads).
  /// threads 0 = all cores (training only).
  virtual void enter_thread(ThreadRole role, int threads) = 0;

  /// Weights as they stand in the file; where has_doubtful_statistics(info()), with_settled_statistics is
  /// wanted. Worker only.
  virtual FrozenModelPtr load_model(const ModelSource& source) = 0;

  /// Tensors, NaN and infinity, statistics, 64 samples; a sheet of them at `sheet` unless that is empty. A
  /// file that cannot be opened throws; what is wrong with one that can stands in the report.
  virtual ModelReport verify_model(const ModelSource& source, const std::filesystem::path& sheet,
                                   const Progress& progress) = 0;
  /// Writes the model in another format, completely or not at all.
  virtual ConvertResult convert_model(const ConvertRequest& request, const Progress& progress) = 0;

  /// A new run, or with `resume` the newest checkpoint that verifies in `options.run`.
  virtual std::unique_ptr<Trainer> make_trainer(const TrainOptions& options, bool resume,
                                                const Progress& progress) = 0;

  /// How long a step of `options` takes, on nets of its own: nothing is written and no run's random state
  /// changes. On the training thread; the number of images is counted, not decoded.
  virtual StepTime time_step(const TrainOptions& options, const Progress& progress) = 0;

  /// Renders and writes a figure atomically: the same bytes from the window and from the command line.
  virtual ExportResult write_figure(const FrozenModel& model, const ExportRequest& request,
                                    const Progress& progress) = 0;

  virtual ForgetFit fit_forget(const FrozenModel& model, const FitRequest& request,
                               const Progress& progress) = 0;
  virtual NearestResult nearest_reals(const NearestRequest& request, const Progress& progress) = 0;
  virtual DiversityResult diversity(const FrozenModel& model, const DiversityRequest& request,
                                    const Progress& progress) = 0;

  /// A picture dropped on the window. Throws Error with the reason.
  virtual Image load_image(const std::filesystem::path& file) = 0;
  /// Up to `count` images of a data source at `size`, for looking at and for guided backpropagation.
  virtual std::vector<Image> sample_data(const std::string& data, int size, int channels, int count,
                                         std::uint64_t seed, const Progress& progress) = 0;
};

}  // namespace core
