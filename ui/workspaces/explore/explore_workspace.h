#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// Explore: walking through latent space by hand, and along a path of pins.
class ExploreWorkspace : public WorkspaceView {
 public:
  ExploreWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;
  void keys(Frame& frame) override;
  void update(Frame& frame) override;
  void plan(const Frame& frame, core::RenderRequest& request) const override;

 private:
  std::unique_ptr<ExploreState> state_;  // the panels refer to it
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::explore
