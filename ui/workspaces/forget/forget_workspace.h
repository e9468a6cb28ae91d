#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {

/// Forgetting an object by dropping its feature maps (paper section 6.3.1, figure 6).
class ForgetWorkspace : public WorkspaceView {
 public:
  ForgetWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;
  void keys(Frame& frame) override;
  void update(Frame& frame) override;
  void plan(const Frame& frame, core::RenderRequest& request) const override;

 private:
  void box_keys(Frame& frame);

  ForgetState state_;
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::forget
