#include "core/engine/nets/statistics.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/engine/nets/folded.h"
#include "core/nets/layouts/layout.h"

namespace engine {
namespace {

constexpr std::uint64_t kStatisticsStream =
    0x73746174;  // apart from every stream that makes z for people to see

at::Device device_of(const Generator& g) {
  return g->stages().front().weight.device();
}

at::Tensor label_rows(const nets::LayoutSpec& spec, const GatherOptions& options, const at::Device& device) {
  return spec.classes == 0 ? at::Tensor() : one_hot(options.batch, options.label, spec.classes, device);
}

/// Numbers in the largest maps of a pass: 134 MB, which 512 z through 64 x 64 nets of usual width take. A
/// comparison needs its whole batch, and so gets more.
struct PassLimit {
  std::int64_t gathered = std::int64_t{1} << 25, compared = std::int64_t{1} << 27;
};

/// A stranger's file of a few kB may draw pictures larger than any that is trained here, and takes less then.
PassLimit pass_limit(const nets::LayoutSpec& spec) {
  constexpr int kLargestTrained = 256;
  if (spec.size <= kLargestTrained) return {};
  return {std::int64_t{1} << 23, std::int64_t{1} << 24};
}

/// In the largest of a picture's maps.
std::int64_t largest(const std::vector<core::BlockShape>& blocks) {
  std::int64_t most = 1;
  for (const core::BlockShape& block : blocks)
    most = std::max(most, std::int64_t{block.channels} * block.height * block.width);
  return most;
}

/// `count`, halved until so many pictures of `values` numbers are no larger than `most`.
int batch_within(int count, std::int64_t values, std::int64_t most) {
  while (count > 8 && count * values > most) count /= 2;
  return count;
}

/// The same z in smaller batches where large maps would take too much memory.
GatherOptions within_memory(GatherOptions options, const nets::LayoutSpec& spec, std::int64_t values) {
  const int batch = batch_within(options.batch, values, pass_limit(spec).gathered);
  options.batches = options.batches * options.batch / batch;
  options.batch = batch;
  return options;
}

/// The first batch's statistics replace the old ones with weight 1, but 0 times NaN is NaN.
template <class Net>
void forget_statistics(Net& net) {
  for (const Stage& stage : net->stages()) {
    if (stage.norm.is_empty()) continue;
    stage.norm->running_mean.zero_();
    stage.norm->running_var.fill_(1);
  }
}

}  // namespace

bool has_batch_norm(const std::vector<nets::StageLayout>& stages) {
  return std::any_of(stages.begin(), stages.end(),
                     [](const nets::StageLayout& one) { return !one.norm.empty(); });
}

at::Tensor draw_latents(core::Prior prior, int nz, int count, core::CounterRandom& random) {
  at::Tensor z = at::empty({count, nz});
  auto* out = z.mutable_data_ptr<float>();
  for (std::int64_t index = 0; index < z.numel(); ++index) {
    out[index] =
        static_cast<float>(prior == core::Prior::kGaussian ? random.gaussian() : 2 * random.uniform() - 1);
  }
  return z;
}

void gather_population_statistics(Generator& g, core::Prior prior, const GatherOptions& wanted,
                                  const core::Progress& progress) {
  const torch::NoGradGuard no_grad;
  const GatherOptions options = within_memory(wanted, g->spec(), largest(nets::generator_blocks(g->spec())));
  core::CounterRandom random(options.seed, kStatisticsStream);
  const at::Tensor label = label_rows(g->spec(), options, device_of(g));
  forget_statistics(g);
  for (int batch = 1; batch <= options.batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, options.batch, random).to(device_of(g));
    g->move_statistics(z, 1.0 / batch, label);
    progress.at(batch, options.batches, "batches");
  }
}

void gather_discriminator_statistics(Discriminator& d, Generator& g, core::Prior prior,
                                     const GatherOptions& wanted) {
  const torch::NoGradGuard no_grad;
  const nets::LayoutSpec& spec = g->spec();
  const std::int64_t pixels = std::int64_t{spec.channels} * spec.size * spec.size;
  const GatherOptions options = within_memory(wanted, spec,
                                              std::max({pixels, largest(nets::generator_blocks(spec)),
                                                        largest(nets::discriminator_blocks(d->spec()))}));
  core::CounterRandom random(options.seed, kStatisticsStream + 1);
  const at::Tensor label = label_rows(g->spec(), options, device_of(g));
  const bool was_training = g->is_training();
  g->eval();
  forget_statistics(d);
  for (int batch = 1; batch <= options.batches; ++batch) {
    const at::Tensor z = draw_latents(prior, g->spec().nz, options.batch, random).to(device_of(g));
    d->forward_batch_statistics(g->forward(z, label), 1.0 / batch, label);
  }
  g->train(was_training);
}

double statistics_difference(const Generator& g, core::Prior prior, int label) {
  const torch::NoGradGuard no_grad;
  constexpr int kCompared = 256, kAtATime = 8;
  core::CounterRandom random(kGatherSeed, kStatisticsStream + 2);
  GatherOptions options;
  options.batch =
      batch_within(kCompared, largest(nets::generator_blocks(g->spec())), pass_limit(g->spec()).compared);
  options.label = label;
  const at::Tensor z = draw_latents(prior, g->spec().nz, options.batch, random).to(device_of(g));
  const at::Tensor rows = label_rows(g->spec(), options, device_of(g));
  Generator copy = deep_copy(g);
  copy->eval();
  const int last = static_cast<int>(g->stages().size()) - 1;
  const at::Tensor maps = batch_statistics_block(g, z, last, {}, rows);
  // The pictures are the largest of all and are made a few at a time, unless they are normalised together.
  const int slice = g->stages().back().norm.is_empty() ? kAtATime : options.batch;
  double sum = 0;
  bool finite = true;
  std::int64_t values = 0;
  for (std::int64_t at = 0; at < z.size(0); at += slice) {
    const auto part = [&](const at::Tensor& all) {
      return all.defined() ? all.narrow(0, at, std::min<std::int64_t>(slice, z.size(0) - at)) : all;
    };
    const at::Tensor by_batch = batch_statistics_pixels(g, part(maps), part(rows));
    finite = finite && by_batch.isfinite().all().item<bool>();
    sum += (copy->forward(part(z), part(rows)) - by_batch).abs().sum(at::kDouble).item<double>();
    values += by_batch.numel();
  }
  const double difference = sum / static_cast<double>(values) / 2;
  return !std::isfinite(difference) && finite ? std::numeric_limits<double>::infinity() : difference;
}

}  // namespace engine
