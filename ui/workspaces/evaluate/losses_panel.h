#pragma once

#include "ui/frame/workspace.h"
#include "ui/widgets/run_curves.h"

namespace ui::evaluate {

/// Evaluate: losses and D's scores of the run in training, as in Train, or of the run that made the shown
/// model.
class LossesPanel : public Panel {
 public:
  const char* id() const override { return "evaluate.losses"; }

  const char* title() const override;
  std::string remark(const Frame& frame) const override;
  void draw(Frame& frame) override;

 private:
  CachedCurves curves_;
  double smooth_ = 0.6;
};

}  // namespace ui::evaluate
