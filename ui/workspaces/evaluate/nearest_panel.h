#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/evaluate/evaluate_state.h"

namespace ui::evaluate {

/// Evaluate: samples beside the real images nearest to them. Reals appear only where their folder or set is
/// at hand.
class NearestPanel : public Panel {
 public:
  explicit NearestPanel(EvaluateState& state) : state_(state) {}

  const char* id() const override { return "evaluate.nearest"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame, std::size_t page);
  void nothing_yet(Frame& frame);

  EvaluateState& state_;
  std::size_t page_ = 1;  // rows that fit, as of the last frame
};

}  // namespace ui::evaluate
