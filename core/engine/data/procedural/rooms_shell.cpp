#include "core/engine/data/procedural/rooms_shell.h"

namespace engine::procedural {
namespace {

constexpr float kFrontWall = -1.0f;  // seen in mirrors only
constexpr float kSkirting = 0.1f;
constexpr float kRailLow = 0.86f, kRailTop = 0.92f;

// 1 on a line of the given half width around 0, thinned out where a pixel is wider than the line.
float line(float x, float half_width, float pixel) {
  const float wide = std::max(half_width, pixel * 0.6f);
  return smooth(wide * 1.4f, wide * 0.6f, std::abs(x)) * (half_width / wide);
}

}  // namespace

RoomShell::Surface RoomShell::surface(const Ray& ray) const {
  const Vec3 d = ray.direction, o = ray.origin;
  const float tx = ((d.x > 0.0f ? plan_.half_width : -plan_.half_width) - o.x) / (d.x == 0.0f ? 1e-9f : d.x);
  const float ty = ((d.y > 0.0f ? plan_.height : 0.0f) - o.y) / (d.y == 0.0f ? 1e-9f : d.y);
  const float tz = ((d.z > 0.0f ? plan_.depth : kFrontWall) - o.z) / (d.z == 0.0f ? 1e-9f : d.z);
  const float fx = tx > 0.0f ? tx : 1e9f, fy = ty > 0.0f ? ty : 1e9f, fz = tz > 0.0f ? tz : 1e9f;
  if (fy <= fx && fy <= fz) return {fy, {0.0f, d.y > 0.0f ? -1.0f : 1.0f, 0.0f}, d.y > 0.0f ? 1 : 0};
  if (fx <= fz) return {fx, {d.x > 0.0f ? -1.0f : 1.0f, 0.0f, 0.0f}, d.x > 0.0f ? 4 : 3};
  return {fz, {0.0f, 0.0f, d.z > 0.0f ? -1.0f : 1.0f}, d.z > 0.0f ? 2 : 5};
}

Vec3 RoomShell::floor_albedo(Vec3 p, float distance) const {
  const float pixel = pixel_ * distance;
  Vec3 albedo = plan_.floor_color;
  if (plan_.floor_boards) {
    const float across = p.x / plan_.board_width;
    const int board = static_cast<int>(std::floor(across));
    const float along = p.z / 1.3f + lattice(board, 7, plan_.salt);
    const float tone = lattice(board, static_cast<int>(std::floor(along)), plan_.salt);
    const float grain = noise(p.x * 30.0f, p.z * 2.5f, plan_.salt);
    albedo = albedo * (0.78f + 0.32f * tone + 0.16f * (grain - 0.5f));
    const float edge = across - std::floor(across + 0.5f);
    albedo = albedo * (1.0f - 0.55f * line(edge * plan_.board_width, 0.012f, pixel));
  } else {
    albedo = albedo * (0.85f + 0.3f * noise(p.x * 14.0f, p.z * 14.0f, plan_.salt));
  }
  if (plan_.rug) {
    const float inside = std::min(plan_.rug_half_x - std::abs(p.x - plan_.rug_x),
                                  plan_.rug_half_z - std::abs(p.z - plan_.rug_z));
    if (inside > -0.03f) {
      const Vec3 woven = mix(plan_.rug_border, plan_.rug_color, smooth(0.1f, 0.14f, inside));
      albedo = mix(albedo * 0.7f, woven, smooth(-0.03f, 0.01f, inside));
    }
  }
  return albedo;
}

Vec3 RoomShell::wall_albedo(float u, float v, float distance) const {
  if (v < kSkirting) return plan_.trim_color * (0.8f + 2.0f * v);
  Vec3 albedo = plan_.wall_color;
  if (plan_.wall_pattern == 1) {
    const float phase = u / 0.3f - std::floor(u / 0.3f);
    const float soft = std::min(0.2f, 0.03f + pixel_ * distance * 2.0f);
    const float stripe = smooth(0.25f - soft, 0.25f + soft, std::abs(phase - 0.5f));
    albedo = mix(plan_.wall_accent, albedo, stripe);
  } else if (plan_.wall_pattern == 2 && v < kRailTop) {
    albedo = v > kRailLow ? plan_.trim_color : plan_.wall_accent;
  }
  return albedo * (0.95f + 0.1f * noise(u * 5.0f, v * 5.0f, plan_.salt));
}

Vec3 RoomShell::bare(Vec3 p, const Surface& s) const {
  const Vec3 light = light_.at(p, s.normal, true);
  if (s.side == 0) return floor_albedo(p, s.distance) * light;
  if (s.side == 1) return plan_.ceiling_color * light;
  return wall_albedo(s.side == 2 || s.side == 5 ? p.x : p.z, p.y, s.distance) * light;
}

RoomHit RoomShell::trace(const Ray& ray) const {
  const Surface s = surface(ray);
  const Vec3 p = ray.origin + ray.direction * s.distance;
  RoomHit hit;
  hit.distance = s.distance;
  const bool wall = s.side >= 2 && s.side <= 4;
  const int band = p.y < kSkirting                             ? 1
                   : plan_.wall_pattern != 2 || p.y > kRailTop ? 0
                   : p.y < kRailLow                            ? 2
                                                               : 3;
  hit.part = wall ? s.side + 6 * band : s.side;
  if (!wall || !hang(ray, p, s, s.side == 2 ? p.x : p.z, hit)) hit.color = bare(p, s);
  return hit;
}

bool RoomShell::hang(const Ray& ray, Vec3 p, const Surface& s, float u, RoomHit& hit) const {
  const Wall wall = s.side == 2 ? Wall::kBack : s.side == 3 ? Wall::kLeft : Wall::kRight;
  const auto within = [&](RoomThing thing, const WallRect& r) {
    return plan_.has(thing) && r.wall == wall && u > r.u0 && u < r.u1 && p.y > r.v0 && p.y < r.v1;
  };
  const auto place = [&](RoomThing thing, Vec3 color, int part) {
    hit.color = color;
    hit.thing = static_cast<int>(thing);
    hit.crossed |= 1u << hit.thing;
    hit.part = 32 + hit.thing * 16 + part;
    return true;
  };
  const auto part_of = [&](const WallRect& r, float& a, float& b) {
    a = u - r.u0;
    b = p.y - r.v0;
  };
  float a = 0.0f, b = 0.0f;
  int part = 0;
  if (plan_.has(RoomThing::kWindow) && plan_.curtains && plan_.window.wall == wall) {
    const WallRect& w = plan_.window;
    const float side = std::max(w.u0 - u, u - w.u1);  // above 0 beside the window
    if (side > -0.06f && side < 0.2f && p.y > w.v0 - 0.2f && p.y < w.v1 + 0.1f) {
      const float fold = std::abs(side * 18.0f - std::floor(side * 18.0f) - 0.5f);
      hit.color = plan_.curtain_color * light_.at(p, s.normal, true) * (0.75f + 0.7f * fold);
      hit.part = 31;
      if (side < 0.0f) hit.crossed |= 1u;
      return true;
    }
  }
  if (within(RoomThing::kWindow, plan_.window)) {
    part_of(plan_.window, a, b);
    const Vec3 color = window_color(ray, p, s, a, b, part);
    return place(RoomThing::kWindow, color, part);
  }
  if (within(RoomThing::kDoor, plan_.door)) {
    part_of(plan_.door, a, b);
    const Vec3 color = door_color(a, b, part) * light_.at(p, s.normal, true);
    return place(RoomThing::kDoor, color, part);
  }
  if (within(RoomThing::kPicture, plan_.picture)) {
    part_of(plan_.picture, a, b);
    const Vec3 color = picture_color(a, b, part) * light_.at(p, s.normal, true);
    return place(RoomThing::kPicture, color, part);
  }
  if (within(RoomThing::kMirror, plan_.mirror)) {
    part_of(plan_.mirror, a, b);
    const Vec3 color = mirror_color(ray, p, s, a, b, part);
    return place(RoomThing::kMirror, color, part);
  }
  return false;
}

}  // namespace engine::procedural
