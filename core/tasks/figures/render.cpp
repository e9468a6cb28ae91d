#include <algorithm>

#include "core/base/error.h"
#include "core/image/grid.h"
#include "core/image/resample.h"
#include "core/tasks/figures/figure.h"

namespace tasks {
namespace {

constexpr std::size_t kChunk = 16;

std::vector<core::Latent> latents_of(const std::vector<core::Exemplar>& items) {
  std::vector<core::Latent> latents;
  for (const core::Exemplar& item : items) latents.push_back(item.z);
  return latents;
}

core::TileShape tile_of(const core::FrozenModel& model) {
  return {model.info().size, model.info().size, model.info().channels};
}

}  // namespace

std::vector<core::Image> render_latents(const core::FrozenModel& model,
                                        const std::vector<core::Latent>& latents,
                                        const core::GenerateOptions& options,
                                        const core::Progress& progress) {
  std::vector<core::Image> images;
  images.reserve(latents.size());
  for (std::size_t begin = 0; begin < latents.size(); begin += kChunk) {
    progress.at(static_cast<std::int64_t>(begin), static_cast<std::int64_t>(latents.size()), "images");
    const std::size_t count = std::min(kChunk, latents.size() - begin);
    std::vector<core::Latent> chunk(latents.begin() + begin, latents.begin() + begin + count);
    chunk.resize(kChunk, chunk.back());
    std::vector<core::Image> rendered = model.generate(chunk, options);
    std::move(rendered.begin(), rendered.begin() + count, std::back_inserter(images));
  }
  progress.at(static_cast<std::int64_t>(latents.size()), static_cast<std::int64_t>(latents.size()), "images");
  return images;
}

core::Image sample_sheet(const core::FrozenModel& model, const core::SampleRequest& request,
                         const core::GenerateOptions& options, const core::Progress& progress) {
  if (request.items.empty())
    throw core::UsageError("nothing to sample", "0 images", "ask for one image or more");
  const core::GridOptions grid{.columns = request.columns, .gap = request.gap, .enlarge = request.enlarge};
  core::check_grid(static_cast<std::int64_t>(request.items.size()), tile_of(model), grid);
  return core::make_grid(render_latents(model, latents_of(request.items), options, progress), grid);
}

core::Image walk_sheet(const core::FrozenModel& model, const core::WalkRequest& request,
                       const core::GenerateOptions& options, const core::Progress& progress) {
  const core::Path path = request.joined_path();
  const int rows = core::segment_count(path);
  if (rows == 0)
    throw core::UsageError("a walk needs two points or more", std::to_string(path.pins.size()) + " given",
                           "add points");
  const int blends = request.cross_fade ? std::min(rows, 2) : 0;  // rows
  const int columns = request.columns, wide = columns + (request.end ? 1 : 0);
  const core::GridOptions grid{.columns = wide, .gap = 0, .enlarge = std::max(1, request.enlarge / 2)};
  core::check_grid(std::int64_t{rows + blends} * wide, tile_of(model), grid);
  std::vector<core::Latent> latents;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      latents.push_back(core::latent_at(path, (row + double(column) / columns) * path.seconds_per_segment));
  if (request.end || rows == blends) latents.push_back(path.loop ? path.pins.front() : path.pins.back());
  const std::vector<core::Image> pictures = render_latents(model, latents, options, progress);
  const auto picture = [&](int row, int column) -> const core::Image& {
    return pictures[static_cast<std::size_t>(row) * columns + column];
  };
  const core::Image& first = pictures.front();
  const core::Image ground(first.width, first.height, first.channels, grid.background);
  std::vector<core::Image> tiles;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) tiles.push_back(picture(row, column));
    if (request.end) tiles.push_back(row + 1 < rows ? ground : pictures.back());
  }
  // The first two segments once more as blends of their end pictures: what memorising pixels would look
  // like (figure 4's contrast).
  for (int row = 0; row < blends; ++row) {
    const core::Image& to = picture(row + 1, 0);  // behind the last row the end
    for (int column = 0; column < columns; ++column)
      tiles.push_back(core::cross_fade(picture(row, 0), to, double(column) / columns));
    if (request.end) tiles.push_back(ground);
  }
  return core::make_grid(tiles, grid);
}

}  // namespace tasks
