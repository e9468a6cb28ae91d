#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/train/train_state.h"

namespace ui::train {

/// Train from the window: data, recipe and run at the left, the fixed z in the middle, curves at the right.
class TrainWorkspace : public WorkspaceView {
 public:
  TrainWorkspace();

  const std::vector<std::unique_ptr<Panel>>& panels() const override { return panels_; }

  void layout(unsigned dockspace, float width, float height) override;

  void keys(Frame&) override {}  // F5, Shift+F5 and F9 act everywhere

  void update(Frame&) override {}

  void plan(const Frame&, core::RenderRequest&) const override {}  // the grid comes with the run

 private:
  TrainState state_;
  std::vector<std::unique_ptr<Panel>> panels_;
};

}  // namespace ui::train
