#pragma once

#include <vector>

#include "core/engine/data/procedural/rooms_shell.h"

namespace engine::procedural {

/// Bed, bedside table and lamp: a handful of solids with rounded edges, in front of the shell.
class RoomFurniture {
 public:
  RoomFurniture(const RoomPlan& plan, const RoomLight& light);

  /// Replaces `hit` where a solid is nearer, and adds to hit.crossed every thing on the ray.
  void trace(const Ray& ray, RoomHit& hit) const;

 private:
  enum class Shape { kBox, kEllipsoid, kShade };
  enum class Finish { kPlain, kWood, kBlanket, kGlow };

  struct Solid {
    Shape shape;
    Finish finish;
    int thing;
    Vec3 low, high;  ///< extent; an ellipsoid and a shade fill it
    Vec3 color;
  };

  void add_bed();
  void add_lamp();
  float meet(const Solid& solid, const Ray& ray, Vec3 inverse, Vec3& normal) const;
  Vec3 shade(const Solid& solid, Vec3 p, Vec3 normal) const;

  const RoomPlan& plan_;
  const RoomLight& light_;
  std::vector<Solid> solids_;
  Vec3 low_{1e9f, 1e9f, 1e9f}, high_{-1e9f, -1e9f, -1e9f};  ///< extent of all solids
};

}  // namespace engine::procedural
