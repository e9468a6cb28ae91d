#pragma once

#include "core/engine/data/procedural/portraits_plan.h"
#include "core/engine/data/procedural/portraits_raster.h"

namespace engine::procedural {

/// Colours of a portrait: features painted on the skin by place, and light.
class PortraitPaint {
 public:
  explicit PortraitPaint(const PortraitPlan& plan);

  Vec3 color(const SurfaceSample& sample) const;
  /// x, y in 0 .. 1 across the picture, y down.
  Vec3 background(float x, float y) const;

 private:
  struct Skin {
    Vec3 albedo;
    float shine;
  };

  Skin face(Vec3 p) const;
  void paint_eye(float x, float y, Skin& skin) const;
  void paint_mouth(Vec3 p, Skin& skin) const;
  Vec3 hair(const SurfaceSample& sample, Vec3 normal) const;
  Vec3 lit(Vec3 albedo, Vec3 normal, float wrap, float shine) const;

  const PortraitPlan& plan_;
  Vec3 key_, half_;
};

}  // namespace engine::procedural
