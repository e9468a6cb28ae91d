// What the window, the door and the picture look like; u, v from their lower corner in metres.
#include "core/tasks/data/procedural/rooms_shell.h"

namespace tasks::procedural {
namespace {

Lanes rim(Lanes u, Lanes v, const WallRect& r) {
  return least(least(u, r.u1 - r.u0 - u), least(v, r.v1 - r.v0 - v));
}

}  // namespace

Vec3Lanes RoomShell::outdoors(Vec3Lanes d) const {
  const Lanes across = 1.0f / root(d.x * d.x + d.z * d.z + 1e-9f);
  const Lanes elevation = d.y * across;
  const Lanes azimuth = d.x * across + 2.0f * d.z * across;
  const Lanes hill = plan_.horizon + 0.12f * noise(azimuth * 6.0f, lanes(3.0f), plan_.salt);
  const Vec3Lanes sky = mix(plan_.sky_low, plan_.sky_high, smooth(-0.15f, 0.45f, elevation));
  const Lanes cloud = smooth(0.55f, 0.85f, noise(azimuth * 5.0f, elevation * 9.0f, plan_.salt + 1));
  const Vec3Lanes above = mix(sky, Vec3{1.8f, 1.8f, 1.8f}, cloud * 0.6f);
  const Vec3Lanes land =
      mix(plan_.sky_low, plan_.land, smooth(0.0f, 0.25f, hill + 0.02f - elevation) * 0.6f + 0.3f);
  return mix(above, land, smooth(-0.015f, 0.015f, hill - elevation));
}

Vec3Lanes RoomShell::window_color(Vec3Lanes direction, const Spot& s, Ints& part) const {
  const WallRect& r = plan_.window;
  const float width = r.u1 - r.u0, height = r.v1 - r.v0;
  const Vec3Lanes lit = light_.on_shell(s.p, s.normal);
  const Lanes frame = rim(s.u, s.v, r);
  // The glass lies behind the wall's face: where the ray leaves the opening first, it meets the reveal.
  const Lanes inward = -dot(s.normal, direction);
  const Vec3Lanes step = direction * (0.1f / inward);
  const Lanes deep_u = s.u + (r.wall == Wall::kBack ? step.x : step.z), deep_v = s.v + step.y;
  const Lanes inner = rim(deep_u, deep_v, r) - 0.065f;
  const Lanes bar_u = plan_.window_columns == 2 ? magnitude(deep_u - width * 0.5f) : lanes(1.0f);
  const Lanes bar_v = plan_.window_rows == 2 ? magnitude(deep_v - height * 0.55f) : lanes(1.0f);

  part = Ints{} + 4;
  Vec3Lanes color = outdoors(direction);
  const auto cover = [&](Mask there, int number, Vec3Lanes by) {
    part = select(there, number, part);
    color = select(there, by, color);
  };
  cover(least(bar_u, bar_v) < 0.028f, 3, plan_.window_frame * (lit * 0.6f + Vec3{0.12f, 0.12f, 0.13f}));
  cover(inner < 0.0f, 2, plan_.window_frame * (lit * 0.5f + Vec3{0.45f, 0.5f, 0.55f}) * 0.9f);
  cover(frame < 0.065f, 1, plan_.window_frame * lit * select(s.v < 0.065f, 1.1f, 0.8f + 4.0f * frame));
  return color;
}

Vec3Lanes RoomShell::door_color(const Spot& s, Ints& part) const {
  const WallRect& r = plan_.door;
  const float width = r.u1 - r.u0, height = r.v1 - r.v0;
  const Lanes u = s.u, v = s.v;
  const Lanes grain = 0.92f + 0.16f * noise(u * 22.0f, v * 2.0f, plan_.salt);
  part = Ints{} + 4;
  Vec3Lanes color = plan_.door_color * grain;
  const auto cover = [&](Mask there, int number, Vec3Lanes by) {
    part = select(there, number, part);
    color = select(there, by, color);
  };
  const float split = height * 0.48f;
  const Lanes panel_v =
      select(v < split, least(v - 0.2f, split - 0.06f - v), least(v - split - 0.06f, height - 0.2f - v));
  const Lanes panel = least(least(u, width - u) - 0.18f, panel_v);
  const Lanes bevel = smooth(0.05f, 0.0f, panel) * select(u < width * 0.5f, -0.3f, 0.25f);
  cover(panel > 0.0f, 3, plan_.door_color * (grain * (0.85f + bevel)));
  const Lanes knob_u = (u - (width - 0.15f)) / 0.045f, knob_v = (v - 1.0f) / 0.045f;
  cover(knob_u * knob_u + knob_v * knob_v < 1.0f, 2, Vec3{0.85f, 0.75f, 0.45f} * (1.1f + 0.3f * knob_v));
  const Lanes edge = least(least(u, width - u), height - v);
  cover(edge < 0.07f, 1, plan_.trim_color * (0.85f + 2.0f * edge));
  return color;
}

Vec3Lanes RoomShell::picture_color(const Spot& s, Ints& part) const {
  const WallRect& r = plan_.picture;
  const Lanes edge = rim(s.u, s.v, r);
  const Lanes x = s.u / (r.u1 - r.u0), y = s.v / (r.v1 - r.v0);
  const Lanes hill = plan_.picture_horizon + 0.25f * (noise(x * 3.0f, lanes(1.0f), plan_.salt + 2) - 0.5f);
  const Vec3Lanes sky = plan_.picture_sky * (0.75f + 0.4f * y);
  const Vec3Lanes land =
      plan_.picture_land * (0.6f + 0.7f * y + 0.3f * noise(x * 9.0f, y * 9.0f, plan_.salt + 3));
  const Mask frame = edge < 0.055f, mat = edge < 0.1f;
  part = select(frame, 1, select(mat, 2, Ints{} + 3));
  return select(frame, plan_.picture_frame * (0.75f + 7.0f * edge),
                select(mat, plan_.picture_mat * select(edge < 0.065f, 0.7f, 1.0f),
                       mix(sky, land, smooth(-0.02f, 0.02f, hill - y))));
}

}  // namespace tasks::procedural
