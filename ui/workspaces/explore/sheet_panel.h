#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// The contact sheet: many seeds at once. Click = go there, double-click = pin, drag = to path or bin.
class SheetPanel : public Panel {
 public:
  explicit SheetPanel(ExploreState& state) : state_(state) {}

  const char* id() const override { return "explore.sheet"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  void draw_tools(Frame& frame);
  SheetTile describe(const Frame& frame, int index) const;

  ExploreState& state_;
};

}  // namespace ui::explore
