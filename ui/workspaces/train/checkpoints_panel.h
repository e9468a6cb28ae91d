#pragma once

#include "ui/workspace.h"

namespace ui {

/// Train: the checkpoints of the run, newest first.
class TrainCheckpointsPanel : public Panel {
 public:
  const char* id() const override { return "train.checkpoints"; }

  const char* title() const override;
  void draw(Frame& frame) override;
};

}  // namespace ui
