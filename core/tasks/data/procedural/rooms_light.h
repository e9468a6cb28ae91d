#pragma once

#include <vector>

#include "core/tasks/data/procedural/rooms_plan.h"

namespace tasks::procedural {

/// A block standing on the floor, as far as its shadow goes.
struct ShadowBlock {
  float x0, x1, z0, z1, top;
};

/// Light arriving at points of a room, four at a time: a main light, the window's daylight, the lamp, ambient
/// with darkened corners, soft shadows of the furniture, a patch of sun.
class RoomLight {
 public:
  explicit RoomLight(const RoomPlan& plan);

  /// Irradiance at points p of things with unit normals n.
  Vec3Lanes at(Vec3Lanes p, Vec3Lanes n) const;
  /// The same on a wall, the floor or the ceiling, which receive shadows of the furniture and darken towards
  /// the corners.
  Vec3Lanes on_shell(Vec3Lanes p, Vec3 n) const;

 private:
  template <class Light>
  Lanes shadow(Vec3Lanes p, const Light& light) const;
  Lanes corners(Vec3Lanes p, Vec3 n) const;
  template <class Normal>
  Lanes sun_patch(Vec3Lanes p, Normal n) const;
  template <class Normal>
  Vec3Lanes arriving(Vec3Lanes p, Normal n) const;

  const RoomPlan& plan_;
  std::vector<ShadowBlock> blocks_;
  Vec3 window_middle_, window_normal_;
  Vec3 lamp_middle_;
  Vec3 floor_bounce_;
};

}  // namespace tasks::procedural
