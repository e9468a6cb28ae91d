#pragma once

#include "core/engine/data/procedural/portraits_plan.h"
#include "core/engine/data/procedural/portraits_raster.h"

namespace engine {

/// The view: turns heads, projects to a raster of `side` samples.
class PortraitView {
 public:
  PortraitView(const PortraitPlan& plan, int side);
  /// `share` of the head's turn (1 for the head, less for neck and shoulders).
  void project(SurfacePoint& point, float share) const;
  Vec3 turn(Vec3 v, float share) const;

 private:
  const PortraitPlan& plan_;
  float unit_, middle_;
};

/// How far hair reaches over the skin at a place of the head: above 0 is hair.
float hair_cover(const PortraitPlan& plan, Vec3 local, float theta);

/// Draws head, ears, neck, shoulders, hair and glasses.
void draw_portrait_surfaces(const PortraitPlan& plan, const PortraitView& view, SurfaceRaster& raster);

}  // namespace engine
