#pragma once

#include <optional>
#include <string>

#include "core/document/document.h"
#include "ui/frame/frame.h"
#include "ui/gl/image_canvas.h"

namespace ui {

/// Where z lies in the plane, as point_on() would take it; nothing when z does not lie in it.
std::optional<core::PlanePoint> place_on(const core::Plane& plane, const core::Latent& z,
                                         std::optional<double> shell);

/// The norm that dragging keeps, as point_on() takes it: typical of the model's prior; nothing when it is
/// free.
std::optional<double> kept_norm(const core::ExploreDocument& explore, const core::ModelInfo* model);

/// Drag = walk in the plane of the Explore document: the one gesture behind its canvas and its pad and behind
/// the live pictures of Forget. Kept by a panel between frames.
class WalkGesture {
 public:
  /// At the press. A z beside the plane becomes the plane's new origin: dragging never jumps. `shell` is
  /// kept_norm().
  void begin(core::ExploreDocument& explore, std::optional<double> shell);
  /// While held: stands (right, up) half widths of what is dragged from where it began; right is +u, up is
  /// +v.
  void move(core::ExploreDocument& explore, double right, double up);

  /// At the release; true when it moved at all.
  bool end();

  bool active() const { return start_.has_value(); }

  /// Since the press, z units; for the tag at the cursor.
  core::PlanePoint moved() const { return moved_; }

 private:
  std::optional<core::PlanePoint> start_;
  std::optional<double> shell_;
  core::PlanePoint moved_;
};

/// The gesture on a canvas that marks nothing: begins, moves and ends with it. One drag is one undo step.
class CanvasWalk {
 public:
  /// After the canvas was drawn. Shift = a fifth of the way, from where it is pressed.
  void update(Frame& frame, const CanvasResult& canvas);

 private:
  WalkGesture gesture_;
  ImVec2 last_;  // drag of the frame before, screen pixels
  double right_ = 0, up_ = 0;
};

}  // namespace ui
