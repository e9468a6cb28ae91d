#include "core/engine/torch_engine.h"

#include <ATen/Parallel.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "core/base/error.h"
#include "core/engine/nets/careful_allocator.h"
#include "core/engine/nets/device.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/train/make_trainer.h"
#include "core/engine/train/measure_step.h"
#include "core/engine/train/thread_team.h"
#include "core/tasks/work.h"

namespace engine {
namespace {

constexpr int kTrainingNice = 19;

class TorchEngine : public core::Engine {
 public:
  explicit TorchEngine(const EngineOptions& options)
      : options_(options), device_(parse_device(options.device)) {}

  void enter_thread(core::ThreadRole role, int threads) override {
    if (role == core::ThreadRole::kTraining) {
      // Nice value and policy are set by thread id before the first torch call, so that the OpenMP team
      // inherits both (docs/architecture.md: Threads). Linux treats a core that only runs SCHED_IDLE work as
      // free.
      setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kTrainingNice);
      const sched_param none{};
      sched_setscheduler(gettid(), SCHED_IDLE, &none);
      keep_freed_memory();
    }
    set_training_threads(role == core::ThreadRole::kExplore ? std::max(1, threads) : threads);
  }

  core::FrozenModelPtr load_model(const core::ModelSource& source) override {
    return load_frozen(source, device_);
  }

  core::TaskResult run(const core::TaskRequest& task, core::FrozenModelPtr model,
                       const core::Progress& progress) override {
    return std::visit(
        [&]<class Request>(const Request& request) {
          if (Request::kTask.model == core::ModelUse::kNeeded && !model)
            throw core::Error("no model is open", {}, "open one first");
          constexpr auto kIndex = std::in_place_index<core::Tasks::index<Request>()>;
          return core::TaskResult(
              kIndex, perform(tasks::Work<Request>{request, model.get(), progress, options_.device}));
        },
        task);
  }

  std::unique_ptr<core::Trainer> make_trainer(const core::TrainOptions& options, bool resume,
                                              const core::Progress& progress) override {
    return engine::make_trainer(settled(options), resume, progress);
  }

  core::StepTime time_step(const core::TrainOptions& options, const core::Progress& progress) override {
    return engine::time_step(settled(options), progress);
  }

 private:
  /// A run's options with the program's own device and threads where the run leaves them open.
  core::TrainOptions settled(core::TrainOptions options) const {
    if (options.device == "auto") options.device = options_.device;
    if (options.threads == 0) options.threads = options_.threads;
    return options;
  }

  EngineOptions options_;
  at::Device device_;
};

}  // namespace

std::shared_ptr<core::Engine> make_engine(const EngineOptions& options) {
  leave_room_for_kernels();
  return std::make_shared<TorchEngine>(options);
}

std::string resolved_device(const std::string& name) {
  return device_name(parse_device(name));
}

}  // namespace engine
