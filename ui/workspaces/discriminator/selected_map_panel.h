#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// Discriminator: one map of the sheet large, with its numbers.
class SelectedMapPanel : public Panel {
 public:
  explicit SelectedMapPanel(DiscriminatorState& state) : state_(state) {}

  const char* id() const override { return "discriminator.map"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  DiscriminatorState& state_;
};

}  // namespace ui::discriminator
