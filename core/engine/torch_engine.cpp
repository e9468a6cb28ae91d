#include "core/engine/torch_engine.h"

#include <ATen/Parallel.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/engine/convert/convert_model.h"
#include "core/engine/convert/verify_model.h"
#include "core/engine/nets/device.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/train/make_trainer.h"
#include "core/engine/train/measure_step.h"
#include "core/engine/train/thread_team.h"
#include "core/io/images/decode.h"
#include "core/latent/random.h"
#include "core/tasks/data/training_data.h"
#include "core/tasks/evaluate/ms_ssim.h"
#include "core/tasks/evaluate/nearest.h"
#include "core/tasks/figures/figure.h"
#include "core/tasks/forget/forget.h"

namespace engine {
namespace {

constexpr int kTrainingNice = 19;

/// The reals of `data` at one size, at most `limit` of them.
io::PackedImages reals_of(const std::string& data, int size, int channels, int limit,
                          const core::Progress& progress) {
  core::TrainOptions options;
  options.data = data;
  options.size = size;
  options.channels = channels;
  options.data_count = limit;
  return tasks::load_training_data(options, progress);
}

/// `count` different indices below `total` in seeded order.
std::vector<std::int64_t> draw(std::int64_t total, int count, std::uint64_t seed) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(total));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  core::CounterRandom random(seed, 0x64617461);  // "data"
  for (std::size_t i = 0; i < all.size() && i < static_cast<std::size_t>(count); ++i)
    std::swap(all[i], all[i + random.below(static_cast<std::uint32_t>(all.size() - i))]);
  all.resize(std::min(all.size(), static_cast<std::size_t>(count)));
  return all;
}

class TorchEngine : public core::Engine {
 public:
  explicit TorchEngine(const EngineOptions& options)
      : options_(options), device_(parse_device(options.device)) {}

  void enter_thread(core::ThreadRole role, int threads) override {
    if (role == core::ThreadRole::kTraining) {
      // By thread id, before the first torch call: its OpenMP team inherits both (docs/architecture.md:
      // Threads). A thread that wakes takes a core with SCHED_IDLE work for a free one.
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

  core::ModelReport verify_model(const core::ModelSource& source, const std::filesystem::path& sheet,
                                 const core::Progress& progress) override {
    return engine::verify_model(source, sheet, device_, progress);
  }

  core::ConvertResult convert_model(const core::ConvertRequest& request,
                                    const core::Progress& progress) override {
    return engine::convert_model(request, device_, progress);
  }

  std::unique_ptr<core::Trainer> make_trainer(const core::TrainOptions& options, bool resume,
                                              const core::Progress& progress) override {
    return engine::make_trainer(settled(options), resume, progress);
  }

  core::StepTime time_step(const core::TrainOptions& options, const core::Progress& progress) override {
    return engine::time_step(settled(options), progress);
  }

  core::ExportResult write_figure(const core::FrozenModel& model, const core::ExportRequest& request,
                                  const core::Progress& progress) override {
    return tasks::write_figure(model, request, progress);
  }

  core::ForgetFit fit_forget(const core::FrozenModel& model, const core::FitRequest& request,
                             const core::Progress& progress) override {
    return tasks::fit_forget(model, request, progress);
  }

  core::NearestResult nearest_reals(const core::NearestRequest& request,
                                    const core::Progress& progress) override {
    if (request.samples.empty())
      throw core::UsageError("no sample to compare", "nearest real images", "give one sample or more");
    const core::Image& first = request.samples.front();
    const io::PackedImages reals =
        reals_of(request.data, first.width, first.channels, request.limit, progress);
    return tasks::nearest_reals(reals, request.samples, request.neighbours, progress);
  }

  core::DiversityResult diversity(const core::FrozenModel& model, const core::DiversityRequest& request,
                                  const core::Progress& progress) override {
    const core::ModelInfo& info = model.info();
    core::DiversityResult result;
    result.pairs = request.pairs;
    std::vector<core::Latent> latents;
    for (int i = 0; i < 2 * request.pairs; ++i)
      latents.push_back(
          core::sample_latent(info.prior, info.nz, request.seed + static_cast<std::uint64_t>(i)));
    core::GenerateOptions options;
    options.mode = info.modes.front();
    result.samples =
        tasks::pair_similarity(tasks::render_latents(model, latents, options, progress), progress);
    if (request.data.empty()) return result;
    result.reals = tasks::pair_similarity(
        sample_data(request.data, info.size, info.channels, 2 * request.pairs, request.seed, progress),
        progress);
    result.has_reals = true;
    return result;
  }

  core::Image load_image(const std::filesystem::path& file) override { return io::load_image(file); }

  std::vector<core::Image> sample_data(const std::string& data, int size, int channels, int count,
                                       std::uint64_t seed, const core::Progress& progress) override {
    constexpr int kLimit = 20000;
    const bool procedural = data == "rooms" || data == "portraits";
    const io::PackedImages reals =
        reals_of(data, size, channels, procedural ? std::max(count, 1) : kLimit, progress);
    std::vector<core::Image> images;
    for (const std::int64_t index : draw(reals.count(), count, seed)) images.push_back(reals.image(index));
    return images;
  }

 private:
  /// What a run leaves open is as the program was started.
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
  return std::make_shared<TorchEngine>(options);
}

std::string resolved_device(const std::string& name) {
  return device_name(parse_device(name));
}

}  // namespace engine
