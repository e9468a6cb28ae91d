#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

const SheetOrder& ExploreState::sheet_order(const Frame& frame) {
  const core::ExploreDocument& explore = frame.document.explore;
  if (const core::ModelInfo* model = frame.model())
    order_.want({explore.sheet_seed, explore.sheet_count}, sort, model->prior, model->nz);
  if (const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kContactSheet))
    order_.take_scores(*pictures);
  return order_;
}

const std::vector<core::Latent>& ExploreState::strip(const core::PathDocument& path) {
  if (!(path == strip_of_)) {
    strip_of_ = path;
    strip_ = strip_latents(path.path());
    jumps_version_ = 0;
  }
  return strip_;
}

const JumpCurve& ExploreState::jumps(const Frame& frame) {
  const std::vector<core::Latent>& wanted = strip(frame.document.path);
  const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kPathStrip);
  if (!pictures) {
    jumps_.clear();
  } else if (pictures->version != jumps_version_) {
    jumps_.update(*pictures, wanted);
    jumps_version_ = pictures->version;
  }
  return jumps_;
}

}  // namespace ui::explore
