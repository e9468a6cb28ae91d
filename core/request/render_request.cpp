#include "core/request/render_request.h"

#include <algorithm>

namespace core {

bool SurfaceRequest::operator==(const SurfaceRequest& other) const {
  return surface == other.surface && options.mode == other.options.mode && with_score == other.with_score &&
         options.masks == other.options.masks && z == other.z;
}

bool InspectRequest::operator==(const InspectRequest& other) const {
  return guided.block == other.guided.block && guided.features == other.guided.features &&
         guided.leak_in_backward == other.guided.leak_in_backward &&
         guided.plain_gradient == other.guided.plain_gradient && random_seed == other.random_seed &&
         maps_block == other.maps_block && image == other.image;
}

bool same_pictures(const ModelInfo& a, const ModelInfo& b) {
  return a.size == b.size && a.channels == b.channels && a.nz == b.nz;
}

bool could_be_of(const SurfacePictures& pictures, const ModelInfo& model) {
  const auto drawn = std::ranges::find_if(pictures.tiles, [](const Image& tile) { return !tile.empty(); });
  if (drawn != pictures.tiles.end() &&
      (drawn->width != model.size || drawn->height != model.size || drawn->channels != model.channels))
    return false;
  const auto known = std::ranges::find_if(pictures.z, [](const Latent& z) { return !z.empty(); });
  return known == pictures.z.end() || known->size() == static_cast<std::size_t>(model.nz);
}

}  // namespace core
