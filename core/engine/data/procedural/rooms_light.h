#pragma once

#include <vector>

#include "core/engine/data/procedural/rooms_plan.h"

namespace engine::procedural {

/// A block standing on the floor, as far as its shadow goes.
struct ShadowBlock {
  float x0, x1, z0, z1, top;
};

/// Light arriving at points of a room: a main light, the window's daylight, the lamp, ambient with darkened
/// corners, soft shadows of the furniture, a patch of sun.
class RoomLight {
 public:
  explicit RoomLight(const RoomPlan& plan);

  /// Irradiance at p with unit normal n. `shell`: p lies on a wall, the floor or the ceiling, which receive
  /// shadows of the furniture and darken towards the corners.
  Vec3 at(Vec3 p, Vec3 n, bool shell) const;

 private:
  float shadow(Vec3 p, Vec3 light) const;
  float corners(Vec3 p, Vec3 n) const;
  float sun_patch(Vec3 p, Vec3 n, bool shell) const;

  const RoomPlan& plan_;
  std::vector<ShadowBlock> blocks_;
  Vec3 window_middle_, window_normal_;
  Vec3 lamp_middle_;
  Vec3 floor_bounce_;
};

}  // namespace engine::procedural
