#include "core/engine/convert/verify_model.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/base/paths.h"
#include "core/engine/media/figure.h"
#include "core/engine/model/file_tensors.h"
#include "core/engine/model/open_model.h"
#include "core/engine/model/statistics.h"
#include "core/engine/model/tensors.h"
#include "core/image/grid.h"
#include "core/image/resample.h"
#include "core/io/weights/read_weights.h"

namespace engine {
namespace {

constexpr int kSamples = 64;
constexpr int kColumns = 8, kTile = 96;   // of the report's sheet; tiles are shrunk to pixels of a screen
constexpr double kSameEverywhere = 1e-3;  // of a pixel's range: samples that differ less are one picture

void list_tensors(const io::WeightsFile& file, const std::string& which, core::ModelReport& report) {
  std::vector<core::TensorFacts> tensors = tensors_of(file);
  for (std::size_t i = 0; i < file.arrays.size(); ++i) {
    const io::NamedArray& array = file.arrays[i];
    core::TensorFacts& facts = tensors[i];
    std::int64_t count = 1;
    for (const std::int64_t length : array.shape) count *= length;
    report.values += count;
    if (facts.non_finite > 0)
      report.problems.push_back(which + "\"" + facts.name + "\" holds " + std::to_string(facts.non_finite) +
                                " values that are NaN or infinite");
    report.tensors.push_back(std::move(facts));
  }
}

/// Negative running variances: BatchNorm would divide by the root of one.
void check_variances(const std::vector<Stage>& stages, const std::string& net, core::ModelReport& report) {
  for (const Stage& stage : stages) {
    if (stage.norm.is_empty()) continue;
    const auto bad = (stage.norm->running_var < 0).sum().item<std::int64_t>();
    if (bad > 0)
      report.problems.push_back(net + " \"" + stage.layout.norm + "\" has " + std::to_string(bad) +
                                " negative running variances");
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
  std::vector<core::Image> images = render_latents(model, latents, request.generate, progress);
  measure_samples(images, report);
  const int side = std::min(info.size, kTile);
  for (core::Image& image : images) image = core::resize(image, side, side);
  report.samples = core::make_grid(images, {.columns = kColumns, .gap = 1});
  if (sheet.empty()) return;
  request.figure = samples;
  request.out = sheet;
  report.sheet = write_figure(model, request, progress).path;
}

/// The model with the statistics that the samples are made with, after measuring what the file has.
core::FrozenModelPtr settle(LoadedModel& model, const core::Progress& progress, core::ModelReport& report) {
  BufferKind& own = model.record.statistics;
  Generator g = model.nets.best();
  report.gathered = own == BufferKind::kNone;
  if (report.gathered) {
    gather_population_statistics(g, model.info.prior, thorough_gathering(model.info.label), progress);
    own = BufferKind::kPopulation;
  }
  core::FrozenModelPtr settled = frozen(model)->with_settled_statistics(progress);
  report.statistics_difference = settled->info().statistics_difference;
  if (own == BufferKind::kPopulation)
    report.statistics_difference = statistics_difference(g, model.info.prior, model.info.label);
  else
    report.gathered = settled->info().modes.front() != core::BatchNormMode::kRunning;
  return settled;
}

}  // namespace

core::ModelReport verify_model(const core::ModelSource& source, const std::filesystem::path& sheet,
                               const at::Device& device, const core::Progress& progress) {
  return translated("cannot verify the model", [&] {
    core::ModelReport report;
    report.file = source.file;
    const io::ReadWeightsOptions options{source.torch7_long};
    list_tensors(io::read_weights(core::resolve_model(source.file), options), "", report);
    if (!source.discriminator.empty())
      list_tensors(io::read_weights(source.discriminator, options), "discriminator ", report);
    LoadedModel model = open_model(source, device);
    report.format = model.info.format;
    report.words = model.info.words;
    report.layout = model.spec.layout;
    const bool none = model.nets.best().is_empty() && !model.discriminator_has_statistics;
    report.statistics = statistics_name(none ? BufferKind::kNone : model.record.statistics);
    if (!model.nets.best().is_empty()) check_variances(model.nets.best()->stages(), "generator", report);
    if (!model.nets.discriminator.is_empty())
      check_variances(model.nets.discriminator->stages(), "discriminator", report);
    const bool samples = !model.nets.best().is_empty() && report.problems.empty();
    if (!samples) return report;
    const core::FrozenModelPtr settled = settle(model, progress, report);
    look_at_samples(*settled, sheet, progress, report);
    return report;
  });
}

}  // namespace engine
