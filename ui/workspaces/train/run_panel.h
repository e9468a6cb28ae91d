#pragma once

#include <string>

#include "ui/frame/workspace.h"
#include "ui/workspaces/train/estimate_rows.h"

namespace ui::train {

/// Train: start, pause, continue, stop; how long a run will take, how far it is and how fast.
class TrainRunPanel : public Panel {
 public:
  const char* id() const override { return "train.run"; }

  const char* title() const override;
  std::string remark(const Frame& frame) const override;
  void draw(Frame& frame) override;

 private:
  void buttons(Frame& frame);
  void folder(Frame& frame);
  void before_start(Frame& frame);

  std::string suggested_for_;  // data and phase the suggestion below was made for
  std::string suggested_;      // folder a start would make
  EstimateRows estimate_;
};

}  // namespace ui::train
