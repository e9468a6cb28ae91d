#include "core/request/render_request.h"

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

}  // namespace core
