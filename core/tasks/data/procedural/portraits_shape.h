#pragma once

#include "core/tasks/data/procedural/portraits_plan.h"
#include "core/tasks/data/procedural/portraits_raster.h"

namespace tasks::procedural {

/// Turns a part of the figure and projects it to a raster of `side` samples; `share` of the head's turn
/// (1 for the head, less for neck and shoulders).
class PortraitPose {
 public:
  PortraitPose(const PortraitPlan& plan, int side, float share);
  /// Where places of the figure are seen.
  Vec3Lanes project(Vec3Lanes local) const;
  Vec3Lanes turn(Vec3Lanes v) const;

 private:
  float shift_x_, shift_y_, unit_, middle_;
  float cos_yaw_, sin_yaw_, cos_pitch_, sin_pitch_;
};

/// How far hair reaches over the skin at places of the head (above 0 is hair), kept within low .. high.
Lanes hair_cover(const PortraitPlan& plan, Lanes height, Lanes theta, float low, float high);

/// Draws head, ears, neck, shoulders, hair and glasses.
void draw_portrait_surfaces(const PortraitPlan& plan, SurfaceRaster& raster);

}  // namespace tasks::procedural
