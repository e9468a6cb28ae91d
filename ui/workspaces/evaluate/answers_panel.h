#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/evaluate/evaluate_state.h"

namespace ui::evaluate {

/// Evaluate: the questions with a word, a number, its interval and its control.
class AnswersPanel : public Panel {
 public:
  explicit AnswersPanel(EvaluateState& state) : state_(state) {}

  const char* id() const override { return "evaluate.answers"; }

  const char* title() const override;
  std::string remark(const Frame& frame) const override;
  void draw(Frame& frame) override;

 private:
  EvaluateState& state_;
};

}  // namespace ui::evaluate
