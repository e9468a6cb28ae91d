#include "core/tasks/forget/forget.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/latent/random.h"
#include "core/tasks/forget/logistic.h"
#include "core/tasks/work.h"

namespace tasks {
namespace {

constexpr std::size_t kChunk = 16;

struct Cell {
  std::size_t sample = 0;
  int x = 0, y = 0;
};

/// All rows of the regression, and which sample each came from.
struct Training {
  LabelledRows rows;
  std::vector<std::size_t> sample;
  std::vector<double> activation_sum;
  std::size_t activation_count = 0;
  int boxes = 0;
};

bool inside(const core::Box& box, double px, double py) {
  return px >= box.x && px < box.x + box.width && py >= box.y && py < box.y + box.height;
}

/// Cells inside boxes of the label, and candidates outside every box.
void split_cells(const std::vector<core::Box>& boxes, const std::string& label, const core::FeatureMaps& maps,
                 int size, std::size_t sample, std::vector<Cell>& positives, std::vector<Cell>& others) {
  const double cell = static_cast<double>(size) / maps.width;
  for (int y = 0; y < maps.height; ++y)
    for (int x = 0; x < maps.width; ++x) {
      const double px = (x + 0.5) * cell, py = (y + 0.5) * cell;
      bool positive = false, covered = false;
      for (const core::Box& box : boxes) {
        const bool in = inside(box, px, py);
        covered |= in;
        positive |= in && box.label == label;
      }
      if (positive) positives.push_back({sample, x, y});
      if (!covered) others.push_back({sample, x, y});
    }
}

void append(Training& training, const core::FeatureMaps& maps, int item, const Cell& cell, bool positive) {
  for (int channel = 0; channel < maps.channels; ++channel)
    training.rows.values.push_back(
        maps.map(item, channel)[static_cast<std::size_t>(cell.y) * maps.width + cell.x]);
  training.rows.positive.push_back(positive);
  training.sample.push_back(cell.sample);
}

void shuffle(std::vector<Cell>& cells, core::CounterRandom& random) {
  for (std::size_t i = cells.size(); i > 1; --i)
    std::swap(cells[i - 1], cells[random.below(static_cast<std::uint32_t>(i))]);
}

/// Rows of one chunk of samples.
void collect(Training& training, const core::FeatureMaps& maps,
             const std::vector<const std::vector<core::Box>*>& boxes, std::size_t first_sample, int size,
             const core::FitRequest& request, core::CounterRandom& random) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::vector<Cell> positives, others;
    split_cells(*boxes[i], request.label, maps, size, first_sample + i, positives, others);
    shuffle(others, random);
    const auto wanted = static_cast<std::size_t>(
        std::lround(request.negatives_per_positive * static_cast<double>(positives.size())));
    others.resize(std::min(others.size(), wanted));
    for (const Cell& cell : positives) append(training, maps, static_cast<int>(i), cell, true);
    for (const Cell& cell : others) append(training, maps, static_cast<int>(i), cell, false);
    for (int channel = 0; channel < maps.channels; ++channel)
      for (const float value : maps.map(static_cast<int>(i), channel))
        training.activation_sum[channel] += value;
    training.activation_count += static_cast<std::size_t>(maps.height) * maps.width;
    training.boxes +=
        static_cast<int>(std::count_if(boxes[i]->begin(), boxes[i]->end(),
                                       [&](const core::Box& box) { return box.label == request.label; }));
  }
}

Training collect_all(const core::FrozenModel& model, const core::FitRequest& request,
                     const core::Progress& progress, int channels) {
  Training training;
  training.rows.features = channels;
  training.activation_sum.assign(channels, 0.0);
  core::CounterRandom random(request.seed, 0x666f72676574);  // "forget"
  std::vector<std::uint64_t> seeds;
  for (const auto& [seed, boxes] : request.boxes) seeds.push_back(seed);
  const core::ModelInfo& info = model.info();
  for (std::size_t begin = 0; begin < seeds.size(); begin += kChunk) {
    progress.at(static_cast<std::int64_t>(begin), static_cast<std::int64_t>(seeds.size()), "samples");
    const std::size_t end = std::min(begin + kChunk, seeds.size());
    std::vector<core::Latent> latents;
    std::vector<const std::vector<core::Box>*> boxes;
    for (std::size_t i = begin; i < end; ++i) {
      latents.push_back(core::sample_latent(info.prior, info.nz, seeds[i]));
      boxes.push_back(&request.boxes.at(seeds[i]));
    }
    const core::FeatureMaps maps =
        model.generator_maps(latents, request.block, {.mode = info.modes.front(), .masks = {}});
    collect(training, maps, boxes, begin, info.size, request, random);
  }
  return training;
}

/// Mean accuracy over folds that keep all cells of a sample together, and its 95 % interval over the folds'
/// cells.
void cross_validate(const Training& training, const core::FitRequest& request, std::size_t samples,
                    core::ForgetFit& fit) {
  double right = 0, total = 0;
  for (int fold = 0; fold < core::kFitFolds; ++fold) {
    std::vector<std::size_t> train, test;
    for (std::size_t row = 0; row < training.rows.count(); ++row)
      (static_cast<int>(training.sample[row] % core::kFitFolds) == fold ? test : train).push_back(row);
    if (train.empty() || test.empty()) continue;
    right += accuracy(fit_logistic(training.rows, train, request.c), training.rows, test) *
             static_cast<double>(test.size());
    total += static_cast<double>(test.size());
  }
  if (total == 0 || samples < core::kFitFolds) return;
  // Wilson's interval: stays inside 0..1 also near the ends.
  const double p = right / total, z = 1.96, n = total, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  fit.accuracy = {.mean = p, .low = middle - half, .high = middle + half};
}

}  // namespace

core::ForgetFit fit_forget(const core::FrozenModel& model, const core::FitRequest& request,
                           const core::Progress& progress) {
  const auto& blocks = model.info().generator_blocks;
  if (request.block < 1 || request.block > static_cast<int>(blocks.size()))
    throw core::UsageError("no such generator block", std::to_string(request.block),
                           "1 to " + std::to_string(blocks.size()));
  const int channels = blocks[static_cast<std::size_t>(request.block) - 1].channels;
  const Training training = collect_all(model, request, progress, channels);

  core::ForgetFit fit;
  fit.request = request;
  fit.samples = static_cast<int>(request.boxes.size());
  fit.boxes = training.boxes;
  fit.positives =
      static_cast<int>(std::count(training.rows.positive.begin(), training.rows.positive.end(), 1));
  fit.negatives = static_cast<int>(training.rows.count()) - fit.positives;
  if (fit.positives == 0 || fit.negatives == 0)
    throw core::Error(
        "cannot fit, no cells " + std::string(fit.positives == 0 ? "inside" : "outside") + " a box",
        "label \"" + request.label + "\"",
        "draw boxes of this label on a few samples, and leave some of each picture outside them");

  cross_validate(training, request, request.boxes.size(), fit);
  std::vector<std::size_t> all(training.rows.count());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const LogisticModel logistic = fit_logistic(training.rows, all, request.c);
  fit.intercept = static_cast<float>(logistic.intercept);
  fit.weights.assign(logistic.weights.begin(), logistic.weights.end());
  for (const double sum : training.activation_sum)
    fit.mean_activation.push_back(static_cast<float>(sum / static_cast<double>(training.activation_count)));
  fit.ranking.resize(static_cast<std::size_t>(channels));
  std::iota(fit.ranking.begin(), fit.ranking.end(), 0);
  std::stable_sort(fit.ranking.begin(), fit.ranking.end(),
                   [&](int a, int b) { return fit.weights[a] > fit.weights[b]; });
  return fit;
}

core::ForgetFit perform(const Work<core::FitRequest>& work) {
  return fit_forget(*work.model, work.request, work.progress);
}

}  // namespace tasks
