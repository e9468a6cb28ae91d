#pragma once

#include "ui/frame/workspace.h"
#include "ui/widgets/run_curves.h"
#include "ui/workspaces/train/train_state.h"

namespace ui::train {

/// Train: losses, D's scores and speed over the steps of the run.
class TrainCurvesPanel : public Panel {
 public:
  explicit TrainCurvesPanel(const TrainState& state) : state_(state) {}

  const char* id() const override { return "train.curves"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  const TrainState& state_;
  CachedCurves curves_;
  double smooth_ = 0.6;
};

}  // namespace ui::train
