#include "core/tasks/data/procedural/rooms_light.h"

#include <type_traits>

namespace tasks::procedural {
namespace {

constexpr Vec3 kDaylight = {0.85f, 0.95f, 1.1f};
constexpr Vec3 kSunlight = {1.0f, 0.85f, 0.6f};

Lanes outside(const ShadowBlock& block, Lanes x, Lanes z) {
  const Lanes dx = most(block.x0 - x, x - block.x1), dz = most(block.z0 - z, z - block.z1);
  const Mask at_corner = (dx > 0.0f) & (dz > 0.0f);
  const Lanes beside = most(dx, dz);
  return any(at_corner) ? select(at_corner, root(dx * dx + dz * dz), beside) : beside;
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

template <class Light>
Lanes RoomLight::shadow(Vec3Lanes p, const Light& light) const {
  Lanes lit = lanes(1.0f);
  for (const ShadowBlock& block : blocks_) {
    const float plane = block.top * 0.8f;
    const Mask between = ~((p.y >= plane) | (Lanes{} + light.y <= plane));
    if (!any(between)) continue;
    const Lanes t = (plane - p.y) / (light.y - p.y);
    const Lanes gap = outside(block, p.x + (light.x - p.x) * t, p.z + (light.z - p.z) * t);
    const Lanes soft = 0.06f + 0.35f * (plane - p.y);
    lit *= select(between, 1.0f - 0.75f * (1.0f - smooth(-soft, soft, gap)), 1.0f);
  }
  return lit;
}

Lanes RoomLight::corners(Vec3Lanes p, Vec3 n) const {
  Lanes open = lanes(1.0f);
  const auto darken = [&](Lanes distance) { open *= 1.0f - 0.3f * bell(distance * 4.0f); };
  if (n.x == 0.0f) {
    darken(p.x + plan_.half_width);
    darken(plan_.half_width - p.x);
  }
  if (n.y == 0.0f) {
    darken(p.y);
    darken(plan_.height - p.y);
  }
  if (n.z == 0.0f) darken(plan_.depth - p.z);
  const Mask low = p.y < 1.0f;
  if (!any(low)) return open;
  for (const ShadowBlock& block : blocks_) {
    const Lanes gap = most(outside(block, p.x, p.z), p.y - block.top);
    open *= select(low, 1.0f - 0.55f * bell(most(gap, 0.0f) * 8.0f), 1.0f);
  }
  return open;
}

template <class Normal>
Lanes RoomLight::sun_patch(Vec3Lanes p, Normal n) const {
  constexpr bool kShell = std::is_same_v<Normal, Vec3>;
  const Vec3 sun = plan_.sun_direction;
  const Lanes facing = Lanes{} - dot(n, sun);
  if (!any(~(facing <= 0.0f))) return Lanes{};
  const WallRect& w = plan_.window;
  Lanes back, u;
  if (w.wall == Wall::kBack) {
    back = (p.z - plan_.depth) / sun.z;
    u = p.x - sun.x * back;
  } else {
    back = (p.x - (w.wall == Wall::kLeft ? -plan_.half_width : plan_.half_width)) / sun.x;
    u = p.z - sun.z * back;
  }
  const Lanes v = p.y - sun.y * back;
  const Lanes soft = 0.03f + 0.02f * back;
  const Lanes inside = least(least(u - w.u0, w.u1 - u), least(v - w.v0, w.v1 - v)) - 0.07f;
  Lanes lit = smooth(-soft, soft, inside);
  const Mask reached = ~((facing <= 0.0f) | (back <= 0.01f) | (lit <= 0.0f));
  if (!any(reached)) return Lanes{};
  if (plan_.window_columns == 2) lit *= smooth(0.0f, soft + 0.05f, magnitude(u - (w.u0 + w.u1) * 0.5f));
  if (kShell) lit *= shadow(p, p - sun * 8.0f);
  return select(reached, lit * facing, 0.0f);
}

template <class Normal>
Vec3Lanes RoomLight::arriving(Vec3Lanes p, Normal n) const {
  constexpr bool kShell = std::is_same_v<Normal, Vec3>;
  const auto around = plan_.ambient * (0.9f + 0.1f * n.y) + floor_bounce_ * (0.5f - 0.5f * n.y);
  Vec3Lanes light;
  if constexpr (kShell) {
    light = around * corners(p, n);
  } else {
    light = around;
  }
  const Vec3Lanes to_main = plan_.light_position - p;
  const Lanes main2 = dot(to_main, to_main);
  const Lanes facing = dot(n, to_main) / root(main2);
  Lanes main = clamp01(facing * 0.8f + 0.2f) * 1.3f / (1.0f + 0.22f * main2);
  if (kShell) main *= shadow(p, plan_.light_position);
  light = light + plan_.light_color * main;

  if (plan_.has(RoomThing::kWindow)) {
    const Vec3Lanes to = window_middle_ - p;
    const Lanes d2 = dot(to, to);
    const Lanes cosines = most(0.0f, dot(n, to)) * most(0.0f, -dot(window_normal_, to));
    light = light + kDaylight * (1.1f * cosines / (d2 * (0.4f + 0.6f * d2)));
    if (plan_.sun) light = light + kSunlight * (1.1f * sun_patch(p, n));
  }
  if (plan_.has(RoomThing::kLamp)) {
    const Vec3Lanes to = lamp_middle_ - p;
    const Lanes d2 = dot(to, to);
    const Lanes glow = clamp01(dot(n, to) / root(d2 + 1e-6f) * 0.85f + 0.15f);
    light = light + plan_.lamp_color * (glow * 0.2f / (0.22f + d2));
  }
  return light * plan_.exposure;
}

Vec3Lanes RoomLight::at(Vec3Lanes p, Vec3Lanes n) const {
  return arriving(p, n);
}

Vec3Lanes RoomLight::on_shell(Vec3Lanes p, Vec3 n) const {
  return arriving(p, n);
}

}  // namespace tasks::procedural
