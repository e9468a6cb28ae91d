#include "core/tasks/data/procedural/rooms_shell.h"

namespace tasks::procedural {
namespace {

constexpr float kFrontWall = -1.0f;  // seen in mirrors only
constexpr float kSkirting = 0.1f;
constexpr float kRailLow = 0.86f, kRailTop = 0.92f;
constexpr std::array<Vec3, 6> kNormals = {{{0.0f, 1.0f, 0.0f},
                                           {0.0f, -1.0f, 0.0f},
                                           {0.0f, 0.0f, -1.0f},
                                           {1.0f, 0.0f, 0.0f},
                                           {-1.0f, 0.0f, 0.0f},
                                           {0.0f, 0.0f, 1.0f}}};

// What is seen at a place of a wall: the wall itself, curtains, or a thing.
constexpr int kBare = -2, kCurtain = -1;
constexpr int kCurtainPart = 31;

int side_of(Wall wall) {
  return wall == Wall::kBack ? 2 : wall == Wall::kLeft ? 3 : 4;
}

// 1 on a line of the given half width around 0, thinned out where a pixel is wider than the line.
Lanes line(Lanes x, float half_width, Lanes pixel) {
  const Lanes wide = most(half_width, pixel * 0.6f);
  return smooth(wide * 1.4f, wide * 0.6f, magnitude(x)) * (half_width / wide);
}

Lanes fraction(Lanes x) {
  return x - number(whole(x));
}

}  // namespace

template <class Origin>
ShellHits RoomShell::meet(const Origin& o, Vec3Lanes d) const {
  const auto along = [](Lanes rate, auto reach) { return reach / select(rate == 0.0f, 1e-9f, rate); };
  const Lanes tx = along(d.x, select(d.x > 0.0f, plan_.half_width, -plan_.half_width) - o.x);
  const Lanes ty = along(d.y, select(d.y > 0.0f, plan_.height, 0.0f) - o.y);
  const Lanes tz = along(d.z, select(d.z > 0.0f, plan_.depth, kFrontWall) - o.z);
  const Lanes fx = select(tx > 0.0f, tx, 1e9f), fy = select(ty > 0.0f, ty, 1e9f),
              fz = select(tz > 0.0f, tz, 1e9f);
  const Mask level = (fy <= fx) & (fy <= fz), across = ~level & (fx <= fz);
  return {select(level, fy, select(across, fx, fz)),
          select(level, select(d.y > 0.0f, 1, Ints{}),
                 select(across, select(d.x > 0.0f, 4, Ints{} + 3), select(d.z > 0.0f, 2, Ints{} + 5)))};
}

ShellHits RoomShell::meet(const Rays& rays) const {
  return meet(rays.origin, rays.direction);
}

Vec3Lanes RoomShell::floor_albedo(Vec3Lanes p, Lanes distance) const {
  const Lanes pixel = pixel_ * distance;
  Vec3Lanes albedo;
  if (plan_.floor_boards) {
    const Lanes across = p.x / plan_.board_width;
    const Ints board = whole(across);
    const Lanes along = p.z / 1.3f + lattice(board, Ints{} + 7, plan_.salt);
    const Lanes tone = lattice(board, whole(along), plan_.salt);
    const Lanes grain = noise(p.x * 30.0f, p.z * 2.5f, plan_.salt);
    albedo = plan_.floor_color * (0.78f + 0.32f * tone + 0.16f * (grain - 0.5f));
    const Lanes edge = across - number(whole(across + 0.5f));
    albedo = albedo * (1.0f - 0.55f * line(edge * plan_.board_width, 0.012f, pixel));
  } else {
    albedo = plan_.floor_color * (0.85f + 0.3f * noise(p.x * 14.0f, p.z * 14.0f, plan_.salt));
  }
  if (plan_.rug) {
    const Lanes inside = least(plan_.rug_half_x - magnitude(p.x - plan_.rug_x),
                               plan_.rug_half_z - magnitude(p.z - plan_.rug_z));
    const Mask rug = inside > -0.03f;
    if (any(rug)) {
      const Vec3Lanes woven = mix(plan_.rug_border, plan_.rug_color, smooth(0.1f, 0.14f, inside));
      albedo = select(rug, mix(albedo * 0.7f, woven, smooth(-0.03f, 0.01f, inside)), albedo);
    }
  }
  return albedo;
}

Vec3Lanes RoomShell::wall_albedo(Lanes u, Lanes v, Lanes distance) const {
  Vec3Lanes albedo = lanes(plan_.wall_color);
  if (plan_.wall_pattern == 1) {
    const Lanes soft = least(0.2f, 0.03f + pixel_ * distance * 2.0f);
    const Lanes stripe = smooth(0.25f - soft, 0.25f + soft, magnitude(fraction(u / 0.3f) - 0.5f));
    albedo = mix(plan_.wall_accent, albedo, stripe);
  } else if (plan_.wall_pattern == 2) {
    const Vec3Lanes low = select(v > kRailLow, lanes(plan_.trim_color), lanes(plan_.wall_accent));
    albedo = select(v < kRailTop, low, albedo);
  }
  albedo = albedo * (0.95f + 0.1f * noise(u * 5.0f, v * 5.0f, plan_.salt));
  return select(v < kSkirting, plan_.trim_color * (0.8f + 2.0f * v), albedo);
}

Vec3Lanes RoomShell::bare(Vec3Lanes p, int side, Lanes distance) const {
  const Vec3Lanes light = light_.on_shell(p, kNormals[side]);
  if (side == 0) return floor_albedo(p, distance) * light;
  if (side == 1) return plan_.ceiling_color * light;
  return wall_albedo(side == 2 || side == 5 ? p.x : p.z, p.y, distance) * light;
}

Ints RoomShell::hanging(Vec3Lanes p, Ints side, RoomHits& hits) const {
  const Lanes u = select(side == 2, p.x, p.z);
  Ints what = Ints{} + kBare;
  const auto hang = [&](int thing, Mask there) {
    there &= what == kBare;
    what = select(there, thing, what);
    return there;
  };
  if (plan_.has(RoomThing::kWindow) && plan_.curtains) {
    const WallRect& w = plan_.window;
    const Lanes beside = most(w.u0 - u, u - w.u1);  // above 0 beside the window
    const Mask curtain = (side == side_of(w.wall)) & (beside > -0.06f) & (beside < 0.2f) &
                         (p.y > w.v0 - 0.2f) & (p.y < w.v1 + 0.1f);
    hang(kCurtain, curtain);
    hits.crossed |= curtain & (beside < 0.0f) & 1;
  }
  const auto hang_thing = [&](RoomThing thing, const WallRect& r) {
    if (!plan_.has(thing)) return;
    const Mask there = (side == side_of(r.wall)) & (u > r.u0) & (u < r.u1) & (p.y > r.v0) & (p.y < r.v1);
    hits.crossed |= hang(static_cast<int>(thing), there) & 1 << static_cast<int>(thing);
  };
  hang_thing(RoomThing::kWindow, plan_.window);
  hang_thing(RoomThing::kDoor, plan_.door);
  hang_thing(RoomThing::kPicture, plan_.picture);
  hang_thing(RoomThing::kMirror, plan_.mirror);
  return what;
}

void RoomShell::paint(const Rays& rays, const ShellHits& shell, Mask seen, RoomHits& hits) const {
  const Vec3Lanes p = rays.origin + rays.direction * shell.distance;
  const Ints what = hanging(p, shell.side, hits);
  // One surface at a time, whichever are there among the four.
  constexpr int kSides = 8;
  for_each_key((what - kBare) * kSides + shell.side, seen, [&](int key, Mask mask) {
    const int side = key % kSides, hung = key / kSides + kBare;
    Ints part{};
    Vec3Lanes color;
    if (hung == kBare) {
      color = bare(p, side, shell.distance);
      const Ints rail =
          plan_.wall_pattern == 2 ? select(p.y > kRailTop, 0, select(p.y < kRailLow, 2, Ints{} + 3)) : Ints{};
      const bool wall = side >= 2 && side <= 4;
      part = wall ? side + 6 * select(p.y < kSkirting, 1, rail) : Ints{} + side;
    } else {
      color = hung_color(hung, rays, p, side, part);
      part = hung == kCurtain ? Ints{} + kCurtainPart : 32 + hung * 16 + part;
    }
    hits.color = select(mask, color, hits.color);
    hits.part = select(mask, part, hits.part);
    hits.thing = select(mask, std::max(hung, -1), hits.thing);
  });
}

Vec3Lanes RoomShell::hung_color(int what, const Rays& rays, Vec3Lanes p, int side, Ints& part) const {
  const Lanes u = side == 2 ? p.x : p.z;
  const Vec3 normal = kNormals[side];
  const auto spot = [&](const WallRect& r) { return Spot{p, u - r.u0, p.y - r.v0, normal}; };
  switch (what) {
    case static_cast<int>(RoomThing::kWindow):
      return window_color(rays.direction, spot(plan_.window), part);
    case static_cast<int>(RoomThing::kDoor):
      return door_color(spot(plan_.door), part) * light_.on_shell(p, normal);
    case static_cast<int>(RoomThing::kPicture):
      return picture_color(spot(plan_.picture), part) * light_.on_shell(p, normal);
    case static_cast<int>(RoomThing::kMirror):
      return mirror_color(rays.direction, spot(plan_.mirror), part);
    default: {
      const Lanes beside = most(plan_.window.u0 - u, u - plan_.window.u1);
      const Lanes fold = magnitude(fraction(beside * 18.0f) - 0.5f);
      return plan_.curtain_color * light_.on_shell(p, normal) * (0.75f + 0.7f * fold);
    }
  }
}

Vec3Lanes RoomShell::mirror_color(Vec3Lanes d, const Spot& s, Ints& part) const {
  const WallRect& r = plan_.mirror;
  const Lanes edge = least(least(s.u, r.u1 - r.u0 - s.u), least(s.v, r.v1 - r.v0 - s.v));
  const Mask frame = edge < 0.05f;
  part = select(frame, 1, Ints{} + 2);
  const Vec3Lanes from = s.p + s.normal * 0.001f, back = d - s.normal * (2.0f * dot(d, s.normal));
  Vec3Lanes color;
  if (any(frame)) color = plan_.mirror_frame * light_.on_shell(s.p, s.normal) * (0.75f + 8.0f * edge);
  if (!any(~frame)) return color;
  const ShellHits seen = meet(from, back);
  const Vec3Lanes p = from + back * seen.distance;
  Vec3Lanes image;
  for_each_key(seen.side, ~frame,
               [&](int side, Mask mask) { image = select(mask, bare(p, side, seen.distance), image); });
  const Lanes gleam = bell((s.u + s.v * 0.7f - 0.75f) * 9.0f) * 0.14f + 0.05f;
  return select(frame, color,
                image * Vec3{0.72f, 0.78f, 0.8f} + Vec3{0.9f, 0.97f, 1.0f} * (gleam * plan_.exposure));
}

}  // namespace tasks::procedural
