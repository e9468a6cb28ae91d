#pragma once

#include <vector>

#include "core/tasks/data/procedural/rooms_shell.h"

namespace tasks::procedural {

/// Bed, bedside table and lamp: a handful of solids with rounded edges, in front of the shell.
class RoomFurniture {
 public:
  RoomFurniture(const RoomPlan& plan, const RoomLight& light);

  /// Sets `hits` where a solid is nearer than `distance`, and adds to hits.crossed every thing on the rays.
  /// Says where it set them.
  Mask trace(const Rays& rays, Lanes distance, RoomHits& hits) const;

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
  Lanes meet(const Solid& solid, const Rays& rays, Vec3Lanes inverse, Vec3Lanes& normal) const;
  Vec3Lanes shade(const Solid& solid, Vec3Lanes p, Vec3Lanes normal) const;

  const RoomPlan& plan_;
  const RoomLight& light_;
  std::vector<Solid> solids_;
  Vec3 low_{1e9f, 1e9f, 1e9f}, high_{-1e9f, -1e9f, -1e9f};  ///< extent of all solids
};

}  // namespace tasks::procedural
