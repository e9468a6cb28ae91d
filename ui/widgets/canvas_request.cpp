#include "ui/widgets/canvas_request.h"

namespace ui {
namespace {

bool has_picture(const Frame& frame) {
  const core::ModelInfo* model = frame.model();
  return model && frame.document.explore.current.z.size() == static_cast<std::size_t>(model->nz);
}

}  // namespace

core::GenerateOptions canvas_options(const core::Document& document) {
  return {document.explore.mode, document.forget.masks()};
}

std::optional<core::SurfaceRequest> canvas_request(const Frame& frame) {
  if (!has_picture(frame)) return std::nullopt;
  return core::SurfaceRequest{core::Surface::kCanvas,
                              {frame.document.explore.current.z},
                              canvas_options(frame.document),
                              frame.model()->has_discriminator};
}

std::optional<core::SurfaceRequest> sheet_request(const Frame& frame) {
  if (!has_picture(frame)) return std::nullopt;
  const core::ModelInfo& model = *frame.model();
  const core::ExploreDocument& explore = frame.document.explore;
  core::SurfaceRequest request{
      core::Surface::kContactSheet, {}, canvas_options(frame.document), model.has_discriminator};
  for (int i = 0; i < explore.sheet_count; ++i)
    request.z.push_back(
        core::sample_latent(model.prior, model.nz, explore.sheet_seed + static_cast<std::uint64_t>(i)));
  return request;
}

}  // namespace ui
