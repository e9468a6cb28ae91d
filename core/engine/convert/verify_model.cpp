#include "core/engine/convert/verify_model.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/engine/nets/device.h"
#include "core/engine/nets/open_model.h"
#include "core/engine/nets/statistics.h"
#include "core/engine/nets/tensors.h"
#include "core/image/grid.h"
#include "core/image/resample.h"
#include "core/tasks/figures/figure.h"
#include "core/tasks/work.h"

namespace engine {
namespace {

constexpr int kSamples = 64;
constexpr int kColumns = 8, kTile = 96;   // of the report's sheet; tiles are shrunk to pixels of a screen
constexpr double kSameEverywhere = 1e-3;  // of a pixel's range: samples that differ less are one picture

std::string count_text(std::int64_t count, const char* one, const char* several) {
  return std::to_string(count) + (count == 1 ? one : several);
}

void list_tensors(std::vector<core::TensorFacts> tensors, core::ModelReport& report) {
  for (const core::TensorFacts& facts : tensors) {
    std::int64_t count = 1;
    for (const std::int64_t length : facts.shape) count *= length;
    report.values += count;
    if (facts.non_finite > 0)
      report.problems.push_back(
          "\"" + facts.name + "\" holds " +
          count_text(facts.non_finite, " value that is NaN or infinite", " values that are NaN or infinite"));
  }
  report.tensors = std::move(tensors);
}

/// Negative running variances: BatchNorm would divide by the root of one.
void check_variances(const std::vector<Stage>& stages, const std::string& net, core::ModelReport& report) {
  for (const Stage& stage : stages) {
    if (stage.norm.is_empty()) continue;
    const auto bad = (stage.norm->running_var < 0).sum().item<std::int64_t>();
    if (bad > 0)
      report.problems.push_back(net + " \"" + stage.layout.norm + "\" has " +
                                count_text(bad, " negative running variance", " negative running variances"));
  }
}

void measure_samples(const std::vector<core::Image>& images, core::ModelReport& report) {
  double sum = 0, squares = 0, difference = 0;
  std::int64_t count = 0, compared = 0;
  for (std::size_t i = 0; i < images.size(); ++i) {
    for (std::size_t k = 0; k < images[i].pixels.size(); ++k) {
      const double value = images[i].pixels[k] / 255.0;
      sum += value;
      squares += value * value;
      ++count;
      if (i == 0) continue;
      difference += std::abs(images[i].pixels[k] - images[i - 1].pixels[k]) / 255.0;
      ++compared;
    }
  }
  report.pixel_mean = sum / static_cast<double>(count);
  report.pixel_deviation =
      std::sqrt(std::max(0.0, squares / static_cast<double>(count) - report.pixel_mean * report.pixel_mean));
  report.sample_difference = difference / static_cast<double>(compared);
  if (report.sample_difference < kSameEverywhere)
    report.problems.push_back("64 different z give the same picture");
}

void look_at_samples(const core::FrozenModel& model, const std::filesystem::path& sheet,
                     const core::Progress& progress, core::ModelReport& report) {
  const core::ModelInfo& info = model.info();
  core::ExportRequest request;
  core::SampleRequest samples;
  std::vector<core::Latent> latents;
  for (int seed = 1; seed <= kSamples; ++seed) {
    latents.push_back(core::sample_latent(info.prior, info.nz, static_cast<std::uint64_t>(seed)));
    samples.items.push_back({latents.back(), static_cast<std::uint64_t>(seed)});
  }
  request.generate.mode = info.modes.front();
  std::vector<core::Image> images = tasks::render_latents(model, latents, request.generate, progress);
  measure_samples(images, report);
  const int side = std::min(info.size, kTile);
  for (core::Image& image : images) image = core::resize(image, side, side);
  report.samples = core::make_grid(images, {.columns = kColumns, .gap = 1});
  if (sheet.empty()) return;
  request.figure = samples;
  request.out = sheet;
  report.sheet = tasks::write_figure(model, request, progress).path;
}

/// Which statistics the file has, and for which prior.
void describe_statistics(const LoadedModel& model, core::ModelReport& report) {
  const ModelNets& nets = model.nets;
  const bool generates = !nets.best().is_empty(), judges = !nets.discriminator.is_empty();
  report.has_batch_norm = (generates && has_batch_norm(nets::generator_stages(model.spec))) ||
                          (judges && has_batch_norm(nets::discriminator_stages(model.spec)));
  const bool none = !report.has_batch_norm || (!generates && !model.info.discriminator_statistics);
  report.statistics = core::statistics_kind_name(none ? core::StatisticsKind::kNone : model.info.statistics);
  report.prior = model.info.prior;
  const auto& said = model.info.metadata;
  const auto kind = said.find("bn_stats"), prior = said.find("prior");
  const bool own = model.info.words.empty() && kind != said.end() && prior != said.end();
  if (!own || report.statistics != "none" ||
      kind->second != core::statistics_kind_name(core::StatisticsKind::kPopulation))
    return;
  report.statistics = kind->second;
  report.statistics_prior = core::parse_prior(prior->second);
}

/// The model with the statistics that the samples are made with, after measuring what the file has.
core::FrozenModelPtr settle(LoadedModel& model, const core::Progress& progress, core::ModelReport& report) {
  if (!has_batch_norm(nets::generator_stages(model.spec))) return frozen(model);
  core::StatisticsKind& own = model.info.statistics;
  Generator g = model.nets.best();
  const bool none = own == core::StatisticsKind::kNone;
  if (none) {
    gather_population_statistics(g, model.info.prior, thorough_gathering(model.info.label), progress);
    own = core::StatisticsKind::kPopulation;
  }
  core::FrozenModelPtr settled = frozen(model)->with_settled_statistics(progress);
  report.gathered = none || (own == core::StatisticsKind::kRunning &&
                             settled->info().modes.front() != core::BatchNormMode::kRunning);
  report.statistics_difference = settled->info().statistics_difference;
  if (own == core::StatisticsKind::kPopulation)
    report.statistics_difference = statistics_difference(g, model.info.prior, model.info.label);
  const double difference = *report.statistics_difference;
  report.statistics_spoiled = !none && difference > kFarFromBatch;
  if (std::isnan(difference)) report.problems.emplace_back("its pictures are not finite");
  return settled;
}

}  // namespace

core::ModelReport verify_model(const core::ModelSource& source, const std::filesystem::path& sheet,
                               const at::Device& device, const core::Progress& progress) {
  return translated("cannot verify the model", [&] {
    core::ModelReport report;
    LoadedModel model = open_model(source, device);
    report.file = model.info.source.file;
    report.format = model.info.format;
    report.words = model.info.words;
    report.layout = model.spec.layout;
    if (model.info.activation_is_guess) report.guessed_activation = model.info.activation;
    list_tensors(std::move(model.info.tensors), report);
    describe_statistics(model, report);
    if (!model.nets.best().is_empty()) check_variances(model.nets.best()->stages(), "generator", report);
    if (!model.nets.discriminator.is_empty())
      check_variances(model.nets.discriminator->stages(), "discriminator", report);
    const bool samples = !model.nets.best().is_empty() && report.problems.empty();
    if (!samples) return report;
    const core::FrozenModelPtr settled = settle(model, progress, report);
    if (report.problems.empty()) look_at_samples(*settled, sheet, progress, report);
    return report;
  });
}

}  // namespace engine

namespace tasks {

core::ModelReport perform(const Work<core::VerifyRequest>& work) {
  return engine::verify_model(work.request.source, work.request.sheet, engine::parse_device(work.device),
                              work.progress);
}

}  // namespace tasks
