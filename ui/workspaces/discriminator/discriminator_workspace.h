#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// What D sees: its score, guided backpropagation beside a random-weight D, the maps of its layers (paper
/// section 6.2).
class DiscriminatorWorkspace : public WorkspaceView {
 public:
  DiscriminatorWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;
  void keys(Frame& frame) override;

  void update(Frame& frame) override { state_.update(frame); }

  void plan(const Frame& frame, core::RenderRequest& request) const override;

 private:
  DiscriminatorState state_;
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::discriminator
