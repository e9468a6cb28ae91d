#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// The canvas and what it is compared with side by side, for windows too narrow to show both in the image
/// panel.
class ComparisonPanel : public Panel {
 public:
  explicit ComparisonPanel(ExploreState& state) : state_(state) {}

  const char* id() const override { return "explore.comparison"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  ExploreState& state_;
};

}  // namespace ui::explore
