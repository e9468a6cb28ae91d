#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/evaluate/evaluate_state.h"

namespace ui::evaluate {

/// Evaluate: MS-SSIM of pairs of samples beside that of reals (docs/promises.md: Verdicts).
class DiversityPanel : public Panel {
 public:
  explicit DiversityPanel(EvaluateState& state) : state_(state) {}

  const char* id() const override { return "evaluate.diversity"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);

  EvaluateState& state_;
};

}  // namespace ui::evaluate
