#pragma once

#include <memory>
#include <utility>
#include <variant>

#include "core/base/progress.h"
#include "core/model/frozen_model.h"
#include "core/request/task.h"
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

  /// Does one task over `model`, which may be null where the task needs none. The result is of the request's
  /// kind. The same bytes from the window and from the command line. Worker only.
  virtual TaskResult run(const TaskRequest& task, FrozenModelPtr model, const Progress& progress) = 0;

  /// A new run, or with `resume` the newest checkpoint that verifies in `options.run`.
  virtual std::unique_ptr<Trainer> make_trainer(const TrainOptions& options, bool resume,
                                                const Progress& progress) = 0;

  /// How long a step of `options` takes, on nets of its own: nothing is written and no run's random state
  /// changes. On the training thread; the number of images is counted, not decoded.
  virtual StepTime time_step(const TrainOptions& options, const Progress& progress) = 0;
};

/// One task and its own kind of result.
template <class Request>
typename Request::Result run_task(Engine& engine, Request request, FrozenModelPtr model,
                                  const Progress& progress) {
  TaskResult result = engine.run(TaskRequest(std::move(request)), std::move(model), progress);
  return std::get<Tasks::index<Request>()>(std::move(result));
}

}  // namespace core
