// What the window, the door, the picture and the mirror look like; u, v from their lower corner in metres.
#include "core/engine/data/procedural/rooms_shell.h"

namespace engine::procedural {
namespace {

float rim(float u, float v, const WallRect& r) {
  return std::min(std::min(u, r.u1 - r.u0 - u), std::min(v, r.v1 - r.v0 - v));
}

}  // namespace

Vec3 RoomShell::outdoors(Vec3 d) const {
  const float across = 1.0f / std::sqrt(d.x * d.x + d.z * d.z + 1e-9f);
  const float elevation = d.y * across;
  const float azimuth = d.x * across + 2.0f * d.z * across;
  const float hill = plan_.horizon + 0.12f * noise(azimuth * 6.0f, 3.0f, plan_.salt);
  const Vec3 sky = mix(plan_.sky_low, plan_.sky_high, smooth(-0.15f, 0.45f, elevation));
  const float cloud = smooth(0.55f, 0.85f, noise(azimuth * 5.0f, elevation * 9.0f, plan_.salt + 1));
  const Vec3 above = mix(sky, Vec3{1.8f, 1.8f, 1.8f}, cloud * 0.6f);
  const Vec3 land =
      mix(plan_.sky_low, plan_.land, smooth(0.0f, 0.25f, hill + 0.02f - elevation) * 0.6f + 0.3f);
  return mix(above, land, smooth(-0.015f, 0.015f, hill - elevation));
}

Vec3 RoomShell::window_color(const Ray& ray, Vec3 p, const Surface& s, float u, float v, int& part) const {
  const WallRect& r = plan_.window;
  const float width = r.u1 - r.u0, height = r.v1 - r.v0;
  const Vec3 lit = light_.at(p, s.normal, true);
  const float frame = rim(u, v, r);
  if (frame < 0.065f) {
    part = 1;
    const bool sill = v < 0.065f;
    return plan_.window_frame * lit * (sill ? 1.1f : 0.8f + 4.0f * frame);
  }
  // The glass lies behind the wall's face: where the ray leaves the opening first, it meets the reveal.
  const float inward = -dot(s.normal, ray.direction);
  const Vec3 step = ray.direction * (0.1f / inward);
  const float deep_u = u + (r.wall == Wall::kBack ? step.x : step.z), deep_v = v + step.y;
  const float inner = rim(deep_u, deep_v, r) - 0.065f;
  if (inner < 0.0f) {
    part = 2;
    return plan_.window_frame * (lit * 0.5f + Vec3{0.45f, 0.5f, 0.55f}) * 0.9f;
  }
  const float bar_u = plan_.window_columns == 2 ? std::abs(deep_u - width * 0.5f) : 1.0f;
  const float bar_v = plan_.window_rows == 2 ? std::abs(deep_v - height * 0.55f) : 1.0f;
  if (std::min(bar_u, bar_v) < 0.028f) {
    part = 3;
    return plan_.window_frame * (lit * 0.6f + Vec3{0.12f, 0.12f, 0.13f});
  }
  part = 4;
  return outdoors(ray.direction);
}

Vec3 RoomShell::door_color(float u, float v, int& part) const {
  const WallRect& r = plan_.door;
  const float width = r.u1 - r.u0, height = r.v1 - r.v0;
  const float edge = std::min(std::min(u, width - u), height - v);
  if (edge < 0.07f) {
    part = 1;
    return plan_.trim_color * (0.85f + 2.0f * edge);
  }
  const float knob_u = (u - (width - 0.15f)) / 0.045f, knob_v = (v - 1.0f) / 0.045f;
  if (knob_u * knob_u + knob_v * knob_v < 1.0f) {
    part = 2;
    return Vec3{0.85f, 0.75f, 0.45f} * (1.1f + 0.3f * knob_v);
  }
  const float grain = 0.92f + 0.16f * noise(u * 22.0f, v * 2.0f, plan_.salt);
  const float split = height * 0.48f;
  const float panel_v =
      v < split ? std::min(v - 0.2f, split - 0.06f - v) : std::min(v - split - 0.06f, height - 0.2f - v);
  const float panel = std::min(std::min(u, width - u) - 0.18f, panel_v);
  if (panel > 0.0f) {
    part = 3;
    const float bevel = smooth(0.05f, 0.0f, panel) * (u < width * 0.5f ? -0.3f : 0.25f);
    return plan_.door_color * (grain * (0.85f + bevel));
  }
  part = 4;
  return plan_.door_color * grain;
}

Vec3 RoomShell::picture_color(float u, float v, int& part) const {
  const WallRect& r = plan_.picture;
  const float width = r.u1 - r.u0, height = r.v1 - r.v0;
  const float edge = rim(u, v, r);
  if (edge < 0.055f) {
    part = 1;
    return plan_.picture_frame * (0.75f + 7.0f * edge);
  }
  if (edge < 0.1f) {
    part = 2;
    return plan_.picture_mat * (edge < 0.065f ? 0.7f : 1.0f);
  }
  part = 3;
  const float x = u / width, y = v / height;
  const float hill = plan_.picture_horizon + 0.25f * (noise(x * 3.0f, 1.0f, plan_.salt + 2) - 0.5f);
  const Vec3 sky = plan_.picture_sky * (0.75f + 0.4f * y);
  const Vec3 land = plan_.picture_land * (0.6f + 0.7f * y + 0.3f * noise(x * 9.0f, y * 9.0f, plan_.salt + 3));
  return mix(sky, land, smooth(-0.02f, 0.02f, hill - y));
}

Vec3 RoomShell::mirror_color(const Ray& ray, Vec3 p, const Surface& s, float u, float v, int& part) const {
  const float edge = rim(u, v, plan_.mirror);
  if (edge < 0.05f) {
    part = 1;
    return plan_.mirror_frame * light_.at(p, s.normal, true) * (0.75f + 8.0f * edge);
  }
  const Vec3 d = ray.direction;
  const Ray back{p + s.normal * 0.001f, d - s.normal * (2.0f * dot(d, s.normal))};
  const Surface seen = surface(back);
  const Vec3 image = bare(back.origin + back.direction * seen.distance, seen);
  const float gleam = bell((u + v * 0.7f - 0.75f) * 9.0f) * 0.14f + 0.05f;
  part = 2;
  return image * Vec3{0.72f, 0.78f, 0.8f} + Vec3{0.9f, 0.97f, 1.0f} * (gleam * plan_.exposure);
}

}  // namespace engine::procedural
