#pragma once

#include <optional>

#include "ui/gl/image_canvas.h"
#include "ui/workspaces/forget/forget_state.h"

namespace ui::forget {

/// The open sample, large, with its boxes: drag draws, handles of 8 px resize, the inside moves. One gesture
/// is one undo step.
class BoxEditor {
 public:
  /// `side` = pixels on the screen; the picture is a whole enlargement.
  void draw(Frame& frame, ForgetState& state, float side);

 private:
  void gesture(Frame& frame, ForgetState& state, const CanvasResult& canvas);
  void press(Frame& frame, ForgetState& state, const CanvasResult& canvas);
  void release(Frame& frame, ForgetState& state);
  void boxes(const Frame& frame, const ForgetState& state, const CanvasResult& canvas) const;

  ImageCanvas canvas_;
  BoxPart part_ = BoxPart::kNone;
  core::Box start_;                 // of the held box, before the gesture
  ImVec2 from_;                     // press, pixels of the picture
  std::optional<core::Box> drawn_;  // the box being drawn
};

}  // namespace ui::forget
