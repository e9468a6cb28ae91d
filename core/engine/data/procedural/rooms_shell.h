#pragma once

#include "core/engine/data/procedural/rooms_light.h"
#include "core/engine/data/procedural/rooms_plan.h"

namespace engine::procedural {

struct Ray {
  Vec3 origin, direction;
};

/// What a ray meets. `part` tells neighbouring surfaces apart, so that only their edges are sampled more
/// often.
struct RoomHit {
  Vec3 color;
  int part = 0;
  int thing = -1;         ///< RoomThing on top, -1 for the rest
  unsigned crossed = 0;   ///< bit i: RoomThing i lies on the ray, hidden or not
  float distance = 0.0f;  ///< along the ray's direction
};

/// The room's box and what hangs on its walls: window, door, picture, mirror.
class RoomShell {
 public:
  /// `pixel` is the width of one pixel at distance 1, for filtering thin lines.
  RoomShell(const RoomPlan& plan, const RoomLight& light, float pixel)
      : plan_(plan), light_(light), pixel_(pixel) {}

  RoomHit trace(const Ray& ray) const;

 private:
  struct Surface {
    float distance;
    Vec3 normal;
    int side;  ///< 0 floor, 1 ceiling, 2 back, 3 left, 4 right, 5 behind the camera
  };

  Surface surface(const Ray& ray) const;
  Vec3 bare(Vec3 p, const Surface& surface) const;
  Vec3 floor_albedo(Vec3 p, float distance) const;
  Vec3 wall_albedo(float u, float v, float distance) const;
  bool hang(const Ray& ray, Vec3 p, const Surface& surface, float u, RoomHit& hit) const;
  Vec3 window_color(const Ray& ray, Vec3 p, const Surface& surface, float u, float v, int& part) const;
  Vec3 outdoors(Vec3 direction) const;
  Vec3 door_color(float u, float v, int& part) const;
  Vec3 picture_color(float u, float v, int& part) const;
  Vec3 mirror_color(const Ray& ray, Vec3 p, const Surface& surface, float u, float v, int& part) const;

  const RoomPlan& plan_;
  const RoomLight& light_;
  float pixel_;
};

}  // namespace engine::procedural
