#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/time_line.h"

namespace ui::explore {

/// The path through the pins: tool row and time line.
class PathPanel : public Panel {
 public:
  explicit PathPanel(ExploreState& state) : state_(state) {}

  const char* id() const override { return "explore.path"; }

  const char* title() const override;
  void draw(Frame& frame) override;
  std::string remark(const Frame& frame) const override;

 private:
  ExploreState& state_;
  TimeLine line_;
};

}  // namespace ui::explore
