#include "core/tasks/data/procedural/rooms_furniture.h"

namespace tasks::procedural {
namespace {

constexpr float kMiss = 1e9f;
constexpr float kShadeTop = 0.62f;  // upper radius of a lampshade over its lower one

// Bends a face's normal towards its neighbours near the edges: reads as a rounded edge.
Vec3Lanes rounded(Vec3Lanes p, Vec3 low, Vec3 high, Vec3Lanes face, float radius) {
  const auto lean = [&](Lanes x, float a, float b) {
    return smooth(radius, 0.0f, b - x) - smooth(radius, 0.0f, x - a);
  };
  return normalized(
      face + Vec3Lanes{lean(p.x, low.x, high.x), lean(p.y, low.y, high.y), lean(p.z, low.z, high.z)} * 0.7f);
}

// Where the rays enter the box; `axis` is the axis of the face they enter through.
Lanes enter_box(Vec3 low, Vec3 high, Vec3 origin, Vec3Lanes inverse, Ints& axis) {
  const Lanes ax = (low.x - origin.x) * inverse.x, bx = (high.x - origin.x) * inverse.x;
  const Lanes ay = (low.y - origin.y) * inverse.y, by = (high.y - origin.y) * inverse.y;
  const Lanes az = (low.z - origin.z) * inverse.z, bz = (high.z - origin.z) * inverse.z;
  const Lanes leave = least(least(most(ax, bx), most(ay, by)), most(az, bz));
  const Lanes nx = least(ax, bx), ny = least(ay, by), nz = least(az, bz);
  const Mask by_y = ny > nx;
  Lanes enter = select(by_y, ny, nx);
  const Mask by_z = nz > enter;
  enter = select(by_z, nz, enter);
  axis = select(by_z, 2, by_y & 1);
  return select((enter > leave) | (enter <= 0.0f), kMiss, enter);
}

Lanes meet_ellipsoid(Vec3 low, Vec3 high, const Rays& rays, Vec3Lanes& normal) {
  const Vec3 middle = (low + high) * 0.5f, radius = (high - low) * 0.5f;
  const Vec3 scale{1.0f / radius.x, 1.0f / radius.y, 1.0f / radius.z};
  const Vec3 o = (rays.origin - middle) * scale;
  const Vec3Lanes d = rays.direction * scale;
  const float c = dot(o, o) - 1.0f;
  const Lanes a = dot(d, d), b = dot(o, d);
  const Lanes square = b * b - a * c;
  const Lanes t = (-b - root(most(square, 0.0f))) / a;
  normal = normalized((o + d * t) * scale);
  return select((square < 0.0f) | (t <= 0.0f), kMiss, t);
}

// The outside of an upright cone frustum that fills the box from low to high.
Lanes meet_shade(Vec3 low, Vec3 high, const Rays& rays, Vec3Lanes& normal) {
  const Vec3 middle = (low + high) * 0.5f;
  const float radius = (high.x - low.x) * 0.5f, tall = high.y - low.y;
  const float slope = radius * (1.0f - kShadeTop) / tall;
  const Vec3 o = rays.origin - Vec3{middle.x, low.y, middle.z};
  const Vec3Lanes d = rays.direction;
  const float at0 = radius - slope * o.y;
  const Lanes rate = -slope * d.y;
  const Lanes a = d.x * d.x + d.z * d.z - rate * rate;
  const Lanes b = o.x * d.x + o.z * d.z - at0 * rate;
  const float c = o.x * o.x + o.z * o.z - at0 * at0;
  const Lanes square = b * b - a * c;
  const Lanes t = (-b - root(most(square, 0.0f))) / a;
  const Vec3Lanes p = o + d * t;
  normal = normalized(Vec3Lanes{p.x, lanes(slope * radius), p.z});
  return select((square < 0.0f) | (t <= 0.0f) | (p.y < 0.0f) | (p.y > tall), kMiss, t);
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

Lanes RoomFurniture::meet(const Solid& solid, const Rays& rays, Vec3Lanes inverse, Vec3Lanes& normal) const {
  Ints axis;
  const Lanes enter = enter_box(solid.low, solid.high, rays.origin, inverse, axis);
  const Mask missed = enter >= kMiss;
  if (!any(~missed)) return enter;
  if (solid.shape == Shape::kEllipsoid)
    return select(missed, kMiss, meet_ellipsoid(solid.low, solid.high, rays, normal));
  if (solid.shape == Shape::kShade)
    return select(missed, kMiss, meet_shade(solid.low, solid.high, rays, normal));
  const Vec3Lanes d = rays.direction;
  normal = {select(axis == 0, select(d.x > 0.0f, -1.0f, 1.0f), 0.0f),
            select(axis == 1, select(d.y > 0.0f, -1.0f, 1.0f), 0.0f),
            select(axis == 2, select(d.z > 0.0f, -1.0f, 1.0f), 0.0f)};
  return enter;
}

Vec3Lanes RoomFurniture::shade(const Solid& solid, Vec3Lanes p, Vec3Lanes normal) const {
  if (solid.finish == Finish::kGlow) {
    const Lanes up = (p.y - solid.low.y) / (solid.high.y - solid.low.y);
    const Lanes face = clamp01(-normal.z);
    return solid.color * (0.5f + 0.55f * face) * (1.05f - 0.35f * up);
  }
  Vec3Lanes albedo = lanes(solid.color);
  if (solid.shape == Shape::kBox) {
    const float radius = solid.finish == Finish::kBlanket ? 0.1f
                         : solid.finish == Finish::kWood  ? 0.025f
                                                          : 0.06f;
    const Mask top = normal.y > 0.5f;
    normal = rounded(p, solid.low, solid.high, normal, radius);
    if (solid.finish == Finish::kWood)
      albedo = albedo * (0.85f + 0.3f * noise(p.x * 4.0f, p.y * 25.0f, plan_.salt));
    if (solid.finish == Finish::kBlanket) {
      const Lanes wave = noise(p.x * 4.0f + p.y * 2.0f, p.z * 3.0f, plan_.salt + 5) - 0.5f;
      normal = normalized(normal + Vec3Lanes{wave * 0.5f, Lanes{}, wave * 0.4f});
      if (plan_.blanket_pattern == 1) {
        const Lanes phase = (p.x - plan_.bed_x) * 3.2f;
        const Lanes stripe = magnitude(phase - number(whole(phase)) - 0.5f);
        albedo = mix(albedo, plan_.blanket_accent, smooth(0.22f, 0.3f, stripe));
      } else if (plan_.blanket_pattern == 2) {
        albedo = select((p.z > solid.high.z - 0.35f) & top, lanes(plan_.blanket_accent), albedo);
      }
      albedo = albedo * select(top, 1.0f, 0.7f + 0.45f * (p.y - solid.low.y));
    }
  }
  const Lanes near_floor = 0.55f + 0.45f * smooth(0.0f, 0.35f, p.y);
  return albedo * light_.at(p, normal) * near_floor;
}

Mask RoomFurniture::trace(const Rays& rays, Lanes distance, RoomHits& hits) const {
  if (solids_.empty()) return Mask{};
  const auto inverse_of = [](Lanes rate) { return 1.0f / select(rate == 0.0f, 1e-9f, rate); };
  const Vec3Lanes d = rays.direction, inverse{inverse_of(d.x), inverse_of(d.y), inverse_of(d.z)};
  Ints axis;
  if (!any(enter_box(low_, high_, rays.origin, inverse, axis) < kMiss)) return Mask{};
  Ints nearest = Ints{} - 1;
  Vec3Lanes normal;
  for (std::size_t i = 0; i < solids_.size(); ++i) {
    Vec3Lanes n;
    const Lanes t = meet(solids_[i], rays, inverse, n);
    const Mask met = t < kMiss;
    if (!any(met)) continue;
    if (solids_[i].thing >= 0) hits.crossed |= met & 1 << solids_[i].thing;
    const Mask nearer = met & (t < distance);
    distance = select(nearer, t, distance);
    nearest = select(nearer, static_cast<int>(i), nearest);
    normal = select(nearer, n, normal);
  }
  const Vec3Lanes p = rays.origin + rays.direction * distance;
  for_each_key(nearest, nearest >= 0, [&](int i, Mask mask) {
    const Solid& solid = solids_[i];
    const Ints face = select(normal.x != 0.0f, 1, select(normal.y != 0.0f, 2, Ints{} + 3));
    hits.part = select(mask, 256 + 4 * i + (solid.shape == Shape::kBox ? face : Ints{}), hits.part);
    hits.thing = select(mask, solid.thing, hits.thing);
    hits.color = select(mask, shade(solid, p, normal), hits.color);
  });
  return nearest >= 0;
}

}  // namespace tasks::procedural
