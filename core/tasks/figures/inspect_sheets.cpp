#include <algorithm>

#include "core/base/error.h"
#include "core/image/grid.h"
#include "core/image/resample.h"
#include "core/model/guided_picture.h"
#include "core/tasks/figures/figure.h"
#include "core/tasks/forget/forget.h"

namespace tasks {
namespace {

constexpr std::uint8_t kPaper = 255;
constexpr int kEnlarge = 2;
constexpr int kGap = 4;

std::vector<int> maps_to_drop(const core::ForgetRequest& request, const core::ForgetFit& fit) {
  int k = request.top_k;
  if (request.use_positive)
    k = static_cast<int>(
        std::count_if(fit.weights.begin(), fit.weights.end(), [](float weight) { return weight > 0; }));
  std::vector<int> dropped = core::top_maps(fit, k);
  std::erase_if(dropped, [&](int map) {
    return std::find(request.kept.begin(), request.kept.end(), map) != request.kept.end();
  });
  return dropped;
}

void paste_row(core::Image& sheet, const std::vector<core::Image>& tiles, int x, int y) {
  for (const core::Image& tile : tiles) {
    core::paste(sheet, core::to_channels(core::enlarge_nearest(tile, kEnlarge), 3), x, y);
    x += tile.width * kEnlarge + kGap;
  }
}

/// One feature on several images: one scale for the whole row (paper figure 5: contrast per feature).
std::vector<core::Image> guided_row(const std::vector<core::GuidedMap>& maps) {
  const double scale = core::guided_scale(maps);
  std::vector<core::Image> row;
  for (const core::GuidedMap& map : maps) row.push_back(core::guided_picture(map, scale));
  return row;
}

std::vector<core::Image> guided_images(const core::FrozenModel& model, const core::GuidedRequest& request,
                                       const core::GenerateOptions& options, const core::Progress& progress) {
  if (!request.images.empty()) return request.images;
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : request.generated) latents.push_back(item.z);
  return render_latents(model, latents, options, progress);
}

}  // namespace

core::Image forget_sheet(const core::FrozenModel& model, const core::ForgetRequest& request,
                         const core::GenerateOptions& options, const core::Progress& progress) {
  const int tile = model.info().size * kEnlarge, columns = static_cast<int>(request.sheet_seeds.size());
  if (columns == 0) throw core::UsageError("no samples for the sheet", "forget", "give one seed or more");
  core::Image sheet = core::blank_sheet(kGap + columns * (tile + kGap), kGap + 3 * (tile + kGap), 3, kPaper);

  const core::ForgetFit fit = fit_forget(model, request.fit, progress);
  const std::vector<int> dropped = maps_to_drop(request, fit);

  std::vector<core::Latent> latents;
  for (const std::uint64_t seed : request.sheet_seeds)
    latents.push_back(core::sample_latent(model.info().prior, model.info().nz, seed));
  core::GenerateOptions after = options, control = options;
  after.masks.dropped[request.fit.block] = dropped;
  control.masks.dropped[request.fit.block] = core::matched_random_maps(fit, dropped, request.control_seed);

  int y = kGap;
  for (const core::GenerateOptions& row : {options, after, control}) {
    paste_row(sheet, render_latents(model, latents, row, progress), kGap, y);
    y += tile + kGap;
  }
  return sheet;
}

core::Image guided_sheet(const core::FrozenModel& model, const core::GuidedRequest& request,
                         const core::GenerateOptions& options, const core::Progress& progress) {
  const int tile = model.info().size * kEnlarge;
  const int columns =
      static_cast<int>(request.images.empty() ? request.generated.size() : request.images.size());
  if (columns == 0)
    throw core::UsageError("no image to look at", "guided backpropagation",
                           "give a folder of images or seeds");
  const int rows = static_cast<int>(request.options.features.size()), half = columns * (tile + kGap),
            split = tile / 4;
  core::Image sheet =
      core::blank_sheet(kGap + 2 * half + split, kGap + (rows + 1) * (tile + kGap), 3, kPaper);

  const std::vector<core::Image> images = guided_images(model, request, options, progress);
  const auto random = model.with_random_discriminator(request.random_seed);
  std::vector<core::Image> inputs;
  for (const core::Image& image : images)
    inputs.push_back(core::resize(image, model.info().size, model.info().size));
  paste_row(sheet, inputs, kGap, kGap);
  paste_row(sheet, inputs, kGap + half + split, kGap);
  for (int row = 0; row < rows; ++row) {
    progress.at(row, rows, "features");
    core::GuidedOptions one = request.options;
    one.features = {request.options.features[static_cast<std::size_t>(row)]};
    const int y = kGap + (row + 1) * (tile + kGap);
    // Left random, right learned, each scaled by its own row, as in the paper's figure 5.
    const std::vector<core::GuidedMap> left = random->guided(images, one), right = model.guided(images, one);
    paste_row(sheet, guided_row(left), kGap, y);
    paste_row(sheet, guided_row(right), kGap + half + split, y);
  }
  progress.at(rows, rows, "features");
  return sheet;
}

}  // namespace tasks
