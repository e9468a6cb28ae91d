#pragma once

#include "core/tasks/data/procedural/portraits_plan.h"
#include "core/tasks/data/procedural/portraits_raster.h"

namespace tasks::procedural {

/// Colours of a portrait, four at a time: features painted on the skin by place, and light.
class PortraitPaint {
 public:
  explicit PortraitPaint(const PortraitPlan& plan);

  Vec3Lanes color(Material material, const SurfaceSamples& samples) const;
  /// x, y in 0 .. 1 across the picture, y down.
  Vec3Lanes background(Lanes x, Lanes y) const;

 private:
  struct Skin {
    Vec3Lanes albedo;
    Lanes shine;
  };

  Skin face(Vec3Lanes p) const;
  void paint_eye(Lanes x, Lanes y, Skin& skin) const;
  void paint_eyeball(Lanes x, Lanes up, Lanes top, Lanes bottom, Mask inside, Skin& skin) const;
  void paint_mouth(Vec3Lanes p, Skin& skin) const;
  Vec3Lanes hair(const SurfaceSamples& samples, Vec3Lanes normal) const;
  Vec3Lanes lit(Vec3Lanes albedo, Vec3Lanes normal, float wrap, Lanes shine) const;

  const PortraitPlan& plan_;
  Vec3 key_, half_;
};

}  // namespace tasks::procedural
