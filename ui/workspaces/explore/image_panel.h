#pragma once

#include "ui/frame/workspace.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

/// The canvas: the picture large and crisp. Dragging it walks. Beside it the latent pad and the comparison;
/// on a panel under 900 pixels the pad stands in the picture's corner and the comparison in its own tab.
class ImagePanel : public Panel {
 public:
  explicit ImagePanel(ExploreState& state) : state_(state) {}

  const char* id() const override { return "explore.image"; }

  const char* title() const override;
  void draw(Frame& frame) override;

 private:
  struct Place;
  float draw_canvas(Frame& frame, const Place& place);  // left edge of the picture
  void draw_caption(Frame& frame, const CanvasResult& canvas);
  void draw_column(Frame& frame, const Place& place);
  void draw_inset(Frame& frame, const Place& place, float beside);

  ExploreState& state_;
};

}  // namespace ui::explore
