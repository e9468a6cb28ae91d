#pragma once

#include <array>

#include "ui/gl/image_canvas.h"
#include "ui/widgets/walk_gesture.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {

/// Before, After and Control of the same z, side by side. Dragging any of them walks as in Explore.
class LivePictures {
 public:
  /// Takes at most `height` pixels of the panel; with `difference` the last two show how they differ from
  /// Before.
  void draw(Frame& frame, const ForgetState& state, float height, bool difference);

 private:
  void column(Frame& frame, const ForgetState& state, int index, float side, bool difference);

  std::array<ImageCanvas, 3> canvases_;
  std::array<CanvasWalk, 3> walks_;
};

/// Mean pixel difference of the picture on a surface to that on kCanvas, 0..1; nothing before both are
/// rendered.
std::optional<double> change_from_canvas(const core::Snapshot& snapshot, core::Surface surface);

}  // namespace ui::forget
