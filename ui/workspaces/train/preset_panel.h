#pragma once

#include "core/run/train_options.h"
#include "ui/frame/workspace.h"

namespace ui::train {

/// Train: the preset of the next run and what differs from it; while a run goes on, that run's settings.
class TrainPresetPanel : public Panel {
 public:
  const char* id() const override { return "train.preset"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void choose(Frame& frame, core::TrainOptions& options);
};

}  // namespace ui::train
