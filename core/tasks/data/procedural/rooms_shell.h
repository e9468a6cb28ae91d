#pragma once

#include "core/tasks/data/procedural/rooms_light.h"
#include "core/tasks/data/procedural/rooms_plan.h"

namespace tasks::procedural {

/// Four rays from one place.
struct Rays {
  Vec3 origin;
  Vec3Lanes direction;
};

/// What four rays meet. `part` tells neighbouring surfaces apart, so that only their edges are sampled more
/// often.
struct RoomHits {
  Vec3Lanes color;
  Ints part{};
  Ints thing = Ints{} - 1;  ///< RoomThing on top, -1 for the rest
  Ints crossed{};           ///< bit i: RoomThing i lies on the ray, hidden or not
};

/// Where rays meet the room's box.
struct ShellHits {
  Lanes distance;  ///< along the ray's direction
  Ints side;       ///< 0 floor, 1 ceiling, 2 back, 3 left, 4 right, 5 behind the camera
};

/// The room's box and what hangs on its walls: window, door, picture, mirror.
class RoomShell {
 public:
  /// `pixel` is the width of one pixel at distance 1, for filtering thin lines.
  RoomShell(const RoomPlan& plan, const RoomLight& light, float pixel)
      : plan_(plan), light_(light), pixel_(pixel) {}

  ShellHits meet(const Rays& rays) const;
  /// Adds to hits.crossed what hangs where the rays meet the shell; the rest of `hits` becomes the shell's in
  /// the lanes that see it.
  void paint(const Rays& rays, const ShellHits& shell, Mask seen, RoomHits& hits) const;

 private:
  // A wall or what hangs on it at four points: place, along the wall and up from the thing's lower corner in
  // metres.
  struct Spot {
    Vec3Lanes p;
    Lanes u, v;
    Vec3 normal;
  };

  template <class Origin>
  ShellHits meet(const Origin& origin, Vec3Lanes direction) const;
  Ints hanging(Vec3Lanes p, Ints side, RoomHits& hits) const;
  Vec3Lanes bare(Vec3Lanes p, int side, Lanes distance) const;
  Vec3Lanes floor_albedo(Vec3Lanes p, Lanes distance) const;
  Vec3Lanes wall_albedo(Lanes u, Lanes v, Lanes distance) const;
  Vec3Lanes hung_color(int what, const Rays& rays, Vec3Lanes p, int side, Ints& part) const;
  Vec3Lanes window_color(Vec3Lanes direction, const Spot& spot, Ints& part) const;
  Vec3Lanes outdoors(Vec3Lanes direction) const;
  Vec3Lanes door_color(const Spot& spot, Ints& part) const;
  Vec3Lanes picture_color(const Spot& spot, Ints& part) const;
  Vec3Lanes mirror_color(Vec3Lanes direction, const Spot& spot, Ints& part) const;

  const RoomPlan& plan_;
  const RoomLight& light_;
  float pixel_;
};

}  // namespace tasks::procedural
