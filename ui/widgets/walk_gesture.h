#pragma once

#include <optional>
#include <string>

#include "core/document/document.h"
#include "ui/frame.h"
#include "ui/gl/image_canvas.h"

namespace ui {

/// Where z lies in the plane, as point_on() would take it; nothing when z does not lie in it.
std::optional<core::PlanePoint> place_on(const core::Plane& plane, const core::Latent& z, bool keep_norm);

/// Drag = walk in the plane of the Explore document: the one gesture behind its canvas and its pad and behind
/// the live pictures of Forget. Kept by a panel between frames.
class WalkGesture {
 public:
  /// At the press. A z beside the plane becomes the plane's new origin: dragging never jumps.
  void begin(core::ExploreDocument& explore);
  /// While held: moves by (right, down) in half widths of what is dragged, from where it began.
  void move(core::ExploreDocument& explore, double right, double down);

  /// At the release; true when it moved at all.
  bool end();

  bool active() const { return start_.has_value(); }

  /// Since the press, z units; for the tag at the cursor.
  core::PlanePoint moved() const { return moved_; }

 private:
  std::optional<core::PlanePoint> start_;
  core::PlanePoint moved_;
};

/// The gesture on a canvas: begins, moves and ends with it, Shift = a fifth of the way; one drag is one undo
/// step.
void walk_on_canvas(Frame& frame, WalkGesture& gesture, const CanvasResult& canvas);

}  // namespace ui
