#pragma once

#include "ui/frame/workspace.h"
#include "ui/widgets/data_source.h"
#include "ui/workspaces/train/data_preview.h"

namespace ui::train {

/// Train: what is trained on, what was left out and why.
class TrainDataPanel : public Panel {
 public:
  const char* id() const override { return "train.data"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void preview_strip(Frame& frame);

  DataPreview preview_;
  DataAtHand at_hand_;
};

}  // namespace ui::train
