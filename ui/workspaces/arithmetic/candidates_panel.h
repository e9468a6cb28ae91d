#pragma once

#include "ui/frame/workspace.h"
#include "ui/widgets/contact_sheet.h"
#include "ui/workspaces/arithmetic/arithmetic_state.h"

namespace ui::arithmetic {

/// Fresh samples to fill the bins from: dragged there, or by A, B, C, [ and ] over a thumbnail.
class CandidatesPanel : public Panel {
 public:
  explicit CandidatesPanel(ArithmeticState& state) : state_(state) {}

  const char* id() const override { return "arithmetic.candidates"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);
  SheetTile describe(const Frame& frame, int index) const;
  void keys_hint(const Theme& theme) const;

  ArithmeticState& state_;
  ContactSheetState sheet_;
};

}  // namespace ui::arithmetic
