#pragma once

#include <string>

#include "ui/frame/workspace.h"
#include "ui/widgets/tool_row.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// Discriminator: guided backpropagation of chosen features, learned D beside a random-weight D.
class GuidedPanel : public Panel {
 public:
  explicit GuidedPanel(DiscriminatorState& state) : state_(state) {}

  const char* id() const override { return "discriminator.guided"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void tools(Frame& frame);
  void features_field(Frame& frame, int channels);

  DiscriminatorState& state_;
  std::string refused_;  // what was typed into the features field and is none
};

/// Buttons h1, h2, ... of D's blocks; true when another was chosen.
bool block_buttons(const Theme& theme, ToolRow& row, const core::ModelInfo& model, int& block);

}  // namespace ui::discriminator
