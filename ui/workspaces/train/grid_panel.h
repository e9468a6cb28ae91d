#pragma once

#include "ui/frame/workspace.h"
#include "ui/gl/image_canvas.h"
#include "ui/widgets/change_counter.h"
#include "ui/workspaces/train/train_state.h"

namespace ui::train {

/// Train: samples of the run's fixed z, newest beside a pinned step.
class TrainGridPanel : public Panel {
 public:
  explicit TrainGridPanel(TrainState& state) : state_(state) {}

  const char* id() const override { return "train.grid"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);
  void caption(Frame& frame);
  void pictures(Frame& frame);
  void take_newest(const Frame& frame);

  TrainState& state_;
  ImageCanvas canvas_;
  ChangeCounter<std::vector<core::Image>> changes_;
  core::Image newest_;
  std::uint64_t version_ = 0;
  std::int64_t step_ = 0;
  std::size_t count_ = 0;
  double arrived_ = 0;  // Frame::time
  Compare compare_ = Compare::kOff;
};

}  // namespace ui::train
