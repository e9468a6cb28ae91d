#include "core/engine/data/procedural/rooms_light.h"

namespace engine::procedural {
namespace {

constexpr Vec3 kDaylight = {0.85f, 0.95f, 1.1f};
constexpr Vec3 kSunlight = {1.0f, 0.85f, 0.6f};

float outside(const ShadowBlock& block, float x, float z) {
  const float dx = std::max(block.x0 - x, x - block.x1), dz = std::max(block.z0 - z, z - block.z1);
  if (dx > 0.0f && dz > 0.0f) return std::sqrt(dx * dx + dz * dz);
  return std::max(dx, dz);
}

}  // namespace

RoomLight::RoomLight(const RoomPlan& plan) : plan_(plan) {
  if (plan.has(RoomThing::kBed)) {
    const float half = plan.bed_half_width;
    blocks_.push_back(
        {plan.bed_x - half, plan.bed_x + half, plan.depth - plan.bed_length, plan.depth, plan.bed_height});
  }
  if (plan.has(RoomThing::kLamp) && !plan.floor_lamp) {
    const Vec3 foot = plan.lamp_foot;
    blocks_.push_back({foot.x - 0.22f, foot.x + 0.22f, foot.z - 0.2f, foot.z + 0.2f, foot.y});
  }
  const WallRect& w = plan.window;
  const float u = (w.u0 + w.u1) * 0.5f, v = (w.v0 + w.v1) * 0.5f;
  window_middle_ = w.wall == Wall::kBack   ? Vec3{u, v, plan.depth + 0.2f}
                   : w.wall == Wall::kLeft ? Vec3{-plan.half_width - 0.2f, v, u}
                                           : Vec3{plan.half_width + 0.2f, v, u};
  window_normal_ = w.wall == Wall::kBack   ? Vec3{0.0f, 0.0f, -1.0f}
                   : w.wall == Wall::kLeft ? Vec3{1.0f, 0.0f, 0.0f}
                                           : Vec3{-1.0f, 0.0f, 0.0f};
  lamp_middle_ = plan.lamp_foot + Vec3{0.0f, plan.lamp_stem + plan.lamp_shade_height * 0.5f, 0.0f};
  floor_bounce_ = plan.floor_color * plan.light_color * 0.28f;
}

float RoomLight::shadow(Vec3 p, Vec3 light) const {
  float lit = 1.0f;
  for (const ShadowBlock& block : blocks_) {
    const float plane = block.top * 0.8f;
    if (p.y >= plane || light.y <= plane) continue;
    const float t = (plane - p.y) / (light.y - p.y);
    const float gap = outside(block, p.x + (light.x - p.x) * t, p.z + (light.z - p.z) * t);
    const float soft = 0.06f + 0.35f * (plane - p.y);
    lit *= 1.0f - 0.75f * (1.0f - smooth(-soft, soft, gap));
  }
  return lit;
}

float RoomLight::corners(Vec3 p, Vec3 n) const {
  float open = 1.0f;
  const auto darken = [&](float distance) { open *= 1.0f - 0.3f * bell(distance * 4.0f); };
  if (n.x == 0.0f) {
    darken(p.x + plan_.half_width);
    darken(plan_.half_width - p.x);
  }
  if (n.y == 0.0f) {
    darken(p.y);
    darken(plan_.height - p.y);
  }
  if (n.z == 0.0f) darken(plan_.depth - p.z);
  if (p.y < 1.0f) {
    for (const ShadowBlock& block : blocks_) {
      const float gap = std::max(outside(block, p.x, p.z), p.y - block.top);
      open *= 1.0f - 0.55f * bell(std::max(gap, 0.0f) * 8.0f);
    }
  }
  return open;
}

float RoomLight::sun_patch(Vec3 p, Vec3 n, bool shell) const {
  const Vec3 sun = plan_.sun_direction;
  const float facing = -dot(n, sun);
  if (facing <= 0.0f) return 0.0f;
  const WallRect& w = plan_.window;
  float back, u;
  if (w.wall == Wall::kBack) {
    back = (p.z - plan_.depth) / sun.z;
    u = p.x - sun.x * back;
  } else {
    back = (p.x - (w.wall == Wall::kLeft ? -plan_.half_width : plan_.half_width)) / sun.x;
    u = p.z - sun.z * back;
  }
  if (back <= 0.01f) return 0.0f;
  const float v = p.y - sun.y * back;
  const float soft = 0.03f + 0.02f * back;
  const float inside = std::min(std::min(u - w.u0, w.u1 - u), std::min(v - w.v0, w.v1 - v)) - 0.07f;
  float lit = smooth(-soft, soft, inside);
  if (lit <= 0.0f) return 0.0f;
  if (plan_.window_columns == 2) lit *= smooth(0.0f, soft + 0.05f, std::abs(u - (w.u0 + w.u1) * 0.5f));
  if (shell) lit *= shadow(p, p - sun * 8.0f);
  return lit * facing;
}

Vec3 RoomLight::at(Vec3 p, Vec3 n, bool shell) const {
  Vec3 light = plan_.ambient * (0.9f + 0.1f * n.y) + floor_bounce_ * (0.5f - 0.5f * n.y);
  if (shell) light = light * corners(p, n);

  const Vec3 to_main = plan_.light_position - p;
  const float main2 = dot(to_main, to_main);
  const float facing = dot(n, to_main) / std::sqrt(main2);
  float main = clamp01(facing * 0.8f + 0.2f) * 1.3f / (1.0f + 0.22f * main2);
  if (shell) main *= shadow(p, plan_.light_position);
  light = light + plan_.light_color * main;

  if (plan_.has(RoomThing::kWindow)) {
    const Vec3 to = window_middle_ - p;
    const float d2 = dot(to, to);
    const float cosines = std::max(0.0f, dot(n, to)) * std::max(0.0f, -dot(window_normal_, to));
    light = light + kDaylight * (1.1f * cosines / (d2 * (0.4f + 0.6f * d2)));
    if (plan_.sun) light = light + kSunlight * (1.1f * sun_patch(p, n, shell));
  }
  if (plan_.has(RoomThing::kLamp)) {
    const Vec3 to = lamp_middle_ - p;
    const float d2 = dot(to, to);
    const float glow = clamp01(dot(n, to) / std::sqrt(d2 + 1e-6f) * 0.85f + 0.15f);
    light = light + plan_.lamp_color * (glow * 0.2f / (0.22f + d2));
  }
  return light * plan_.exposure;
}

}  // namespace engine::procedural
