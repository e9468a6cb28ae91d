#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/evaluate/evaluate_state.h"

namespace ui::evaluate {

/// Is it memorising, is it collapsing? Each answered with a word, a number, its interval and its control.
class EvaluateWorkspace : public WorkspaceView {
 public:
  EvaluateWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;
  void keys(Frame& frame) override;

  void update(Frame& frame) override { state_.update(frame); }

  void plan(const Frame& frame, core::RenderRequest& request) const override;

 private:
  EvaluateState state_;
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::evaluate
