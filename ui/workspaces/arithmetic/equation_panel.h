#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {

/// Figure 7: bins A − B + C with their means, and the averaged result with its eight neighbours.
class EquationPanel : public Panel {
 public:
  explicit EquationPanel(ArithmeticState& state) : state_(state) {}

  const char* id() const override { return "arithmetic.equation"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame) const;
  void noise(Frame& frame) const;
  void equation(Frame& frame) const;
  void result(Frame& frame, ImVec2 at, ImVec2 room, float height) const;

  ArithmeticState& state_;
};

/// Draws the noise of the neighbours anew.
void new_noise(Frame& frame);
/// Figure 7 of the equation as a file, or as a command on the clipboard; nothing while the bins are empty.
void export_equation(Frame& frame);
void copy_equation(Frame& frame);

}  // namespace ui::arithmetic
