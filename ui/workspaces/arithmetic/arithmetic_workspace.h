#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {

/// Averages and sums of z (paper section 6.3.2, figures 7 and 8).
class ArithmeticWorkspace : public WorkspaceView {
 public:
  ArithmeticWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;
  void keys(Frame& frame) override;
  void update(Frame& frame) override;
  void plan(const Frame& frame, core::RenderRequest& request) const override;

 private:
  ArithmeticState state_;
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::arithmetic
