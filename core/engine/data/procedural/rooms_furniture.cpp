#include "core/engine/data/procedural/rooms_furniture.h"

namespace engine::procedural {
namespace {

constexpr float kMiss = 1e9f;
constexpr float kShadeTop = 0.62f;  // upper radius of a lampshade over its lower one

// Bends a face's normal towards its neighbours near the edges: reads as a rounded edge.
Vec3 rounded(Vec3 p, Vec3 low, Vec3 high, Vec3 face, float radius) {
  const auto lean = [&](float x, float a, float b) {
    return smooth(radius, 0.0f, b - x) - smooth(radius, 0.0f, x - a);
  };
  return normalized(
      face + Vec3{lean(p.x, low.x, high.x), lean(p.y, low.y, high.y), lean(p.z, low.z, high.z)} * 0.7f);
}

// Where the ray enters the box; `axis` is the axis of the face it enters through.
float enter_box(Vec3 low, Vec3 high, const Ray& ray, Vec3 inverse, int& axis) {
  const float ax = (low.x - ray.origin.x) * inverse.x, bx = (high.x - ray.origin.x) * inverse.x;
  const float ay = (low.y - ray.origin.y) * inverse.y, by = (high.y - ray.origin.y) * inverse.y;
  const float az = (low.z - ray.origin.z) * inverse.z, bz = (high.z - ray.origin.z) * inverse.z;
  const float leave = std::min(std::min(std::max(ax, bx), std::max(ay, by)), std::max(az, bz));
  const float nx = std::min(ax, bx), ny = std::min(ay, by), nz = std::min(az, bz);
  float enter = nx;
  axis = 0;
  if (ny > enter) enter = ny, axis = 1;
  if (nz > enter) enter = nz, axis = 2;
  return enter > leave || enter <= 0.0f ? kMiss : enter;
}

float meet_ellipsoid(Vec3 low, Vec3 high, const Ray& ray, Vec3& normal) {
  const Vec3 middle = (low + high) * 0.5f, radius = (high - low) * 0.5f;
  const Vec3 scale{1.0f / radius.x, 1.0f / radius.y, 1.0f / radius.z};
  const Vec3 o = (ray.origin - middle) * scale, d = ray.direction * scale;
  const float a = dot(d, d), b = dot(o, d), c = dot(o, o) - 1.0f;
  const float root = b * b - a * c;
  if (root < 0.0f) return kMiss;
  const float t = (-b - std::sqrt(root)) / a;
  if (t <= 0.0f) return kMiss;
  normal = normalized((o + d * t) * scale);
  return t;
}

// The outside of an upright cone frustum that fills the box from low to high.
float meet_shade(Vec3 low, Vec3 high, const Ray& ray, Vec3& normal) {
  const Vec3 middle = (low + high) * 0.5f;
  const float radius = (high.x - low.x) * 0.5f, tall = high.y - low.y;
  const float slope = radius * (1.0f - kShadeTop) / tall;
  const Vec3 o = ray.origin - Vec3{middle.x, low.y, middle.z}, d = ray.direction;
  const float at0 = radius - slope * o.y, rate = -slope * d.y;
  const float a = d.x * d.x + d.z * d.z - rate * rate;
  const float b = o.x * d.x + o.z * d.z - at0 * rate;
  const float c = o.x * o.x + o.z * o.z - at0 * at0;
  const float root = b * b - a * c;
  if (root < 0.0f) return kMiss;
  const float t = (-b - std::sqrt(root)) / a;
  const Vec3 p = o + d * t;
  if (t <= 0.0f || p.y < 0.0f || p.y > tall) return kMiss;
  normal = normalized({p.x, slope * radius, p.z});
  return t;
}

}  // namespace

RoomFurniture::RoomFurniture(const RoomPlan& plan, const RoomLight& light) : plan_(plan), light_(light) {
  if (plan.has(RoomThing::kBed)) add_bed();
  if (plan.has(RoomThing::kLamp)) add_lamp();
  for (const Solid& solid : solids_) {
    low_ = {std::min(low_.x, solid.low.x), std::min(low_.y, solid.low.y), std::min(low_.z, solid.low.z)};
    high_ = {std::max(high_.x, solid.high.x), std::max(high_.y, solid.high.y),
             std::max(high_.z, solid.high.z)};
  }
}

void RoomFurniture::add_bed() {
  const int bed = static_cast<int>(RoomThing::kBed);
  const float x = plan_.bed_x, half = plan_.bed_half_width, top = plan_.bed_height;
  const float head = plan_.depth, foot = plan_.depth - plan_.bed_length;
  const Vec3 wood = plan_.headboard_color;
  solids_.push_back({Shape::kBox,
                     Finish::kWood,
                     bed,
                     {x - half - 0.04f, 0.0f, head - 0.12f},
                     {x + half + 0.04f, plan_.headboard_height, head - 0.02f},
                     wood});
  solids_.push_back({Shape::kBox,
                     Finish::kWood,
                     bed,
                     {x - half + 0.02f, 0.0f, foot + 0.03f},
                     {x + half - 0.02f, 0.3f, head - 0.05f},
                     wood * 0.8f});
  solids_.push_back({Shape::kBox,
                     Finish::kPlain,
                     bed,
                     {x - half, 0.22f, foot + 0.02f},
                     {x + half, top - 0.03f, head - 0.1f},
                     plan_.pillow_color});
  solids_.push_back({Shape::kBox,
                     Finish::kBlanket,
                     bed,
                     {x - half - 0.03f, 0.16f, foot - 0.02f},
                     {x + half + 0.03f, top, head - 0.62f},
                     plan_.blanket_color});
  for (const float side : {-0.5f, 0.5f}) {
    const float middle = x + side * half * 0.98f, reach = half * 0.44f;
    solids_.push_back({Shape::kEllipsoid,
                       Finish::kPlain,
                       bed,
                       {middle - reach, top - 0.08f, head - 0.55f},
                       {middle + reach, top + 0.2f, head - 0.12f},
                       plan_.pillow_color});
  }
}

void RoomFurniture::add_lamp() {
  const int lamp = static_cast<int>(RoomThing::kLamp);
  const Vec3 foot = plan_.lamp_foot;
  const float radius = plan_.lamp_shade_radius, low = foot.y + plan_.lamp_stem;
  solids_.push_back({Shape::kShade,
                     Finish::kGlow,
                     lamp,
                     {foot.x - radius, low, foot.z - radius},
                     {foot.x + radius, low + plan_.lamp_shade_height, foot.z + radius},
                     plan_.lamp_color});
  const float thin = plan_.floor_lamp ? 0.022f : 0.03f;
  solids_.push_back({Shape::kBox,
                     Finish::kPlain,
                     lamp,
                     {foot.x - thin, foot.y, foot.z - thin},
                     {foot.x + thin, low + 0.03f, foot.z + thin},
                     plan_.wood_color * 0.5f});
  const float base = radius * 0.7f, thick = plan_.floor_lamp ? 0.05f : 0.12f;
  solids_.push_back({Shape::kEllipsoid,
                     Finish::kPlain,
                     lamp,
                     {foot.x - base, foot.y - thick * 0.3f, foot.z - base},
                     {foot.x + base, foot.y + thick, foot.z + base},
                     plan_.wood_color * 0.6f});
  if (!plan_.floor_lamp) {
    solids_.push_back({Shape::kBox,
                       Finish::kWood,
                       -1,
                       {foot.x - 0.22f, 0.0f, foot.z - 0.22f},
                       {foot.x + 0.22f, foot.y, foot.z + 0.22f},
                       plan_.wood_color});
  }
}

float RoomFurniture::meet(const Solid& solid, const Ray& ray, Vec3 inverse, Vec3& normal) const {
  int axis = 0;
  const float enter = enter_box(solid.low, solid.high, ray, inverse, axis);
  if (enter >= kMiss) return kMiss;
  if (solid.shape == Shape::kEllipsoid) return meet_ellipsoid(solid.low, solid.high, ray, normal);
  if (solid.shape == Shape::kShade) return meet_shade(solid.low, solid.high, ray, normal);
  const Vec3 d = ray.direction;
  normal = axis == 0   ? Vec3{d.x > 0.0f ? -1.0f : 1.0f, 0.0f, 0.0f}
           : axis == 1 ? Vec3{0.0f, d.y > 0.0f ? -1.0f : 1.0f, 0.0f}
                       : Vec3{0.0f, 0.0f, d.z > 0.0f ? -1.0f : 1.0f};
  return enter;
}

Vec3 RoomFurniture::shade(const Solid& solid, Vec3 p, Vec3 normal) const {
  Vec3 albedo = solid.color;
  if (solid.finish == Finish::kGlow) {
    const float up = (p.y - solid.low.y) / (solid.high.y - solid.low.y);
    const float face = clamp01(-normal.z);
    return albedo * (0.5f + 0.55f * face) * (1.05f - 0.35f * up);
  }
  if (solid.shape == Shape::kBox) {
    const float radius = solid.finish == Finish::kBlanket ? 0.1f
                         : solid.finish == Finish::kWood  ? 0.025f
                                                          : 0.06f;
    const bool top = normal.y > 0.5f;
    normal = rounded(p, solid.low, solid.high, normal, radius);
    if (solid.finish == Finish::kWood)
      albedo = albedo * (0.85f + 0.3f * noise(p.x * 4.0f, p.y * 25.0f, plan_.salt));
    if (solid.finish == Finish::kBlanket) {
      const float wave = noise(p.x * 4.0f + p.y * 2.0f, p.z * 3.0f, plan_.salt + 5) - 0.5f;
      normal = normalized(normal + Vec3{wave * 0.5f, 0.0f, wave * 0.4f});
      if (plan_.blanket_pattern == 1) {
        const float phase = (p.x - plan_.bed_x) * 3.2f;
        const float stripe = std::abs(phase - std::floor(phase) - 0.5f);
        albedo = mix(albedo, plan_.blanket_accent, smooth(0.22f, 0.3f, stripe));
      } else if (plan_.blanket_pattern == 2 && p.z > solid.high.z - 0.35f && top) {
        albedo = plan_.blanket_accent;
      }
      if (!top) albedo = albedo * (0.7f + 0.45f * (p.y - solid.low.y));
    }
  }
  const float near_floor = 0.55f + 0.45f * smooth(0.0f, 0.35f, p.y);
  return albedo * light_.at(p, normal, false) * near_floor;
}

void RoomFurniture::trace(const Ray& ray, RoomHit& hit) const {
  if (solids_.empty()) return;
  const Vec3 d = ray.direction;
  const Vec3 inverse{1.0f / (d.x == 0.0f ? 1e-9f : d.x), 1.0f / (d.y == 0.0f ? 1e-9f : d.y),
                     1.0f / (d.z == 0.0f ? 1e-9f : d.z)};
  int axis = 0;
  if (enter_box(low_, high_, ray, inverse, axis) >= kMiss) return;
  const Solid* nearest = nullptr;
  Vec3 normal;
  for (const Solid& solid : solids_) {
    Vec3 n;
    const float t = meet(solid, ray, inverse, n);
    if (t >= kMiss) continue;
    if (solid.thing >= 0) hit.crossed |= 1u << solid.thing;
    if (t >= hit.distance) continue;
    hit.distance = t;
    nearest = &solid;
    normal = n;
  }
  if (!nearest) return;
  const int face = nearest->shape != Shape::kBox ? 0 : normal.x != 0.0f ? 1 : normal.y != 0.0f ? 2 : 3;
  hit.part = 256 + 4 * static_cast<int>(nearest - solids_.data()) + face;
  hit.thing = nearest->thing;
  hit.color = shade(*nearest, ray.origin + ray.direction * hit.distance, normal);
}

}  // namespace engine::procedural
