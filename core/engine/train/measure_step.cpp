#include "core/engine/train/measure_step.h"

#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "core/base/median.h"
#include "core/engine/nets/device.h"
#include "core/engine/nets/tensors.h"
#include "core/engine/train/gan_step.h"
#include "core/engine/train/run_checkpoint.h"
#include "core/engine/train/thread_team.h"
#include "core/tasks/data/training_data.h"

namespace engine {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTimedSteps = 2;  // even: in the paper's order one of G and one of D
constexpr int kConvolutions = 6;
constexpr double kConvolutionFlops = 2.0 * 64 * 8 * 8 * 256 * 128 * 4 * 4;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Multiply-adds of the stages whose output (or, in G, input) is `blocks` by `blocks` pixels.
std::vector<double> multiply_adds(const std::vector<nets::StageLayout>& stages,
                                  const std::vector<core::BlockShape>& blocks, bool generator) {
  std::vector<double> result;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    double weights = 1;
    for (const std::int64_t extent : stages[i].shape) weights *= static_cast<double>(extent);
    // A transposed convolution touches its kernel once per input pixel, a convolution once per output pixel.
    const bool first = generator && i == 0, head = !generator && i + 1 == stages.size();
    const core::BlockShape& pixels =
        blocks[generator ? std::max<std::size_t>(i, 1) - 1 : std::min(i, blocks.size() - 1)];
    result.push_back(first || head ? weights : weights * pixels.height * pixels.width);
  }
  return result;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

io::PackedImages noise(const core::TrainOptions& options) {
  io::PackedImages images;
  images.size = options.size;
  images.channels = options.channels;
  images.names.resize(static_cast<std::size_t>(4 * options.batch));
  images.pixels.resize(images.names.size() * options.channels * options.size * options.size);
  core::CounterRandom random(1);
  for (std::uint8_t& pixel : images.pixels) pixel = static_cast<std::uint8_t>(random.bits());
  return images;
}

/// Nets, optimisers and noise of their own to step on; no run knows of them.
class StepBench {
 public:
  explicit StepBench(const core::TrainOptions& wanted)
      : options_(settled(wanted)),
        images_(noise(options_)),
        source_(images_, options_, parse_device(options_.device)),
        state_(options_, parse_device(options_.device)) {}

  /// Seconds of one step; throws Cancelled when stopped within it.
  double step(const std::stop_token& stop) {
    const auto start = Clock::now();
    core::StepStats stats;
    const bool done = translated("a training step failed", [&] {
      return run_step(state_, options_, source_.batch(state_.step), stop, stats);
    });
    if (!done) throw core::Cancelled();
    return seconds_since(start);
  }

  const core::TrainOptions& options() const { return options_; }

  const TrainState& state() const { return state_; }

 private:
  static core::TrainOptions settled(core::TrainOptions options) {
    keep_freed_memory();
    options.threads = set_training_threads(options.threads);
    return options;
  }

  const core::TrainOptions options_;
  const io::PackedImages images_;
  BatchSource source_;
  TrainState state_;
};

/// Seconds one calibration convolution takes.
double time_convolution(const at::Tensor& x, const at::Tensor& weight) {
  const at::NoGradGuard no_grad;
  const auto start = Clock::now();
  for (int i = 0; i < kConvolutions; ++i) at::conv2d(x, weight, {}, 2, 1).select(0, 0).sum().item<float>();
  return seconds_since(start) / kConvolutions;
}

}  // namespace

double flops_per_image(const core::TrainOptions& options) {
  const nets::LayoutSpec spec = nets::layout_spec(options);
  const std::vector<double> g =
      multiply_adds(nets::generator_stages(spec), nets::generator_blocks(spec), true);
  const std::vector<double> d =
      multiply_adds(nets::discriminator_stages(spec), nets::discriminator_blocks(spec), false);
  // G forward and both its gradients; D forward three times, both gradients for two batches, the gradient of
  // its input for the third. Neither z nor the images of D's update need a gradient.
  return 2 * (3 * sum(g) - g.front() + 8 * sum(d) - 2 * d.front());
}

StepSpeed measure_step(const core::TrainOptions& options, int rounds, int steps,
                       const core::Progress& progress) {
  StepBench bench(options);
  const at::Device device = parse_device(options.device);
  const auto last = at::MemoryFormat::ChannelsLast;
  const at::Tensor x = at::ones({64, 128, 16, 16}).to(device).contiguous(last);
  const at::Tensor weight = at::ones({256, 128, 4, 4}).to(device).contiguous(last);
  std::vector<double> speeds, convolutions, shares;
  for (int round = 0; round <= rounds; ++round) {
    progress.at(round, rounds + 1, "rounds");
    const double convolution = kConvolutionFlops / time_convolution(x, weight);
    double seconds = 0;
    for (int step = 0; step < steps; ++step) seconds += bench.step(progress.stop);
    const double speed = steps * options.batch / seconds;
    if (round == 0) continue;
    speeds.push_back(speed);
    convolutions.push_back(convolution / 1e9);
    shares.push_back(speed * flops_per_image(options) / convolution);
  }
  StepSpeed result;
  result.images_per_second = core::median(speeds);
  result.step_gflops = result.images_per_second * flops_per_image(options) / 1e9;
  result.convolution_gflops = core::median(convolutions);
  result.share = core::median(shares);
  result.threads = bench.options().threads;
  result.rounds = rounds;
  return result;
}

core::StepTime time_step(const core::TrainOptions& options, const core::Progress& progress) {
  core::check(options);
  core::StepTime time;
  const tasks::DataExtent data = tasks::measure_data(options);
  time.images = data.images;
  time.any_size = data.any_size;
  const auto bench =
      translated("the nets could not be made", [&] { return std::make_unique<StepBench>(options); });
  // The first step of a net also makes room and chooses kernels. In the paper's order it updates one net
  // only.
  const int first = options.alternate ? 2 : 1;
  for (int step = 0; step < first + kTimedSteps; ++step) {
    progress.at(step, first + kTimedSteps, "steps");
    const double seconds = bench->step(progress.stop);
    if (step >= first) time.seconds += seconds / kTimedSteps;
  }
  time.checkpoint_bytes = checkpoint_bytes(checkpoint_sections(bench->state(), options, {}));
  return time;
}

core::Json to_json(const StepSpeed& speed, const core::TrainOptions& options) {
  core::Json json;
  json["layout"] = options.layout;
  json["size"] = options.size;
  json["ngf"] = options.ngf;
  json["ndf"] = options.ndf;
  json["batch"] = options.batch;
  json["threads"] = speed.threads;
  json["rounds"] = speed.rounds;
  json["images_per_second"] = speed.images_per_second;
  json["gflop_per_image"] = flops_per_image(options) / 1e9;
  json["step_gflops"] = speed.step_gflops;
  json["convolution_gflops"] = speed.convolution_gflops;
  json["share_of_convolution"] = speed.share;
  return json;
}

}  // namespace engine
