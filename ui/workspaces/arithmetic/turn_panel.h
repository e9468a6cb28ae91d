#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {

/// Figure 8: the axis from the mean of Left to the mean of Right added to fresh samples in eleven steps.
class TurnPanel : public Panel {
 public:
  explicit TurnPanel(ArithmeticState& state) : state_(state) {}

  const char* id() const override { return "arithmetic.turn"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame) const;
  void sheet(Frame& frame) const;

  ArithmeticState& state_;
};

}  // namespace ui::arithmetic
