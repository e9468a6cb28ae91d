#pragma once

#include "ui/frame/workspace.h"

namespace ui::explore {

/// The model card: what the pictures on the canvas come from.
class ModelPanel : public Panel {
 public:
  const char* id() const override { return "explore.model"; }

  const char* title() const override;
  void draw(Frame& frame) override;
};

}  // namespace ui::explore
