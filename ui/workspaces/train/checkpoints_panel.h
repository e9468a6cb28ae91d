#pragma once

#include "ui/frame/workspace.h"

namespace ui::train {

/// Train: the checkpoints of the run, newest first.
class TrainCheckpointsPanel : public Panel {
 public:
  const char* id() const override { return "train.checkpoints"; }

  const char* title() const override;
  void draw(Frame& frame) override;
};

}  // namespace ui::train
