#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/gl/image_canvas.h"
#include "ui/widgets/contact_sheet.h"
#include "ui/widgets/walk_gesture.h"
#include "ui/workspaces/explore/cross_fade.h"
#include "ui/workspaces/explore/path_strip.h"
#include "ui/workspaces/explore/sheet_order.h"

namespace ui::explore {

/// Start and end of a drag on the canvas, in pixels of the picture.
struct DragMark {
  ImVec2 from, to;
  core::PlanePoint moved;  // z units
  core::Latent z;          // what the canvas showed then; another z, and the mark is gone
};

/// The drag in progress: Shift may be pressed and let go on the way, so the way is added up move by move.
struct DragWay {
  ImVec2 last{};             // of CanvasResult::drag
  double right = 0, up = 0;  // in half canvas widths
  ImVec2 pressed_at{};       // image coordinates

  bool over_pad = false;               // the pad is dragged, not the canvas
  int pad_pin = -1;                    // the pin it was pressed on
  core::PlanePoint start;              // on the plane, as point_on() takes it, where the pad was pressed
  core::PlanePoint pad_start, pad_at;  // as pad_place() gives them: at the press, now
  double pad_reach = 0;                // kept while the pad is dragged
};

/// Scaling z: what it was at factor 1, as long as the canvas shows factor x that.
struct ScaledFrom {
  core::Latent base;
  core::Latent shown;
  double factor = 1;
};

/// The distance of the nearest real image, asked for one picture.
struct NearestAsked {
  core::Latent z;
  std::shared_ptr<const core::NearestResult> before;  // what was known when it was asked
};

/// D(G(z)) under the picture.
struct ScoreShown {
  std::optional<double> score;  // the last one known
  int frame = -1;               // ImGui's, of the last caption
};

enum class CompareWith { kCrossFade, kPin };

/// What the panels of Explore share and nobody could lose: how things are looked at, and what is worked out
/// from the document.
class ExploreState {
 public:
  ImageCanvas canvas, comparison_canvas;
  WalkGesture walk;
  DragWay way;
  std::optional<DragMark> mark;
  ScaledFrom scaled;
  NearestAsked nearest;
  ScoreShown score;
  CompareWith compare_with = CompareWith::kCrossFade;
  CrossFade cross_fade;
  ContactSheetState sheet;
  SheetSort sort = SheetSort::kSeed;
  float sheet_tile = metric::kThumbnail;
  int selected_pin = -1;
  core::Plane chosen_plane;  // the last one through three chosen pictures

  /// Seeds and z of the contact sheet for the document as it is now.
  const SheetOrder& sheet_order(const Frame& frame);
  /// Latents of the film strip for the path as it is now.
  const std::vector<core::Latent>& strip(const core::PathDocument& path);
  /// How the pictures of the strip follow each other, as far as they are drawn.
  const JumpCurve& jumps(const Frame& frame);

 private:
  SheetOrder order_;
  core::PathDocument strip_of_;
  std::vector<core::Latent> strip_;
  JumpCurve jumps_;
  std::uint64_t jumps_version_ = 0;
};

}  // namespace ui::explore
