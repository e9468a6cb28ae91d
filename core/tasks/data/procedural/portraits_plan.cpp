#include "core/tasks/data/procedural/portraits_plan.h"

#include "core/tasks/data/procedural/rng.h"

namespace tasks::procedural {
namespace {

void draw_attributes(SceneRng& rng, PortraitPlan& plan) {
  plan.male = rng.chance(0.5f);
  plan.smiling = rng.chance(0.5f);
  plan.eyeglasses = rng.chance(0.35f);
  plan.bald = rng.chance(0.1f);
  plan.long_hair = rng.chance(0.5f);
  plan.fringe = rng.chance(0.3f);
  plan.hair_color_name = static_cast<HairColor>(rng.index(4));
  plan.yaw = rng.range(-1.0f, 1.0f);
  plan.light_x = rng.range(-1.0f, 1.0f);
  plan.skin = rng.range(-1.0f, 1.0f);
}

void draw_shape(SceneRng& rng, PortraitPlan& plan) {
  plan.pitch = rng.range(-0.08f, 0.08f);
  plan.shift_x = rng.range(-0.06f, 0.06f);
  plan.shift_y = rng.range(-0.05f, 0.05f);
  plan.scale = rng.range(0.95f, 1.05f);
  plan.face_width = rng.range(0.69f, 0.75f) + (plan.male ? 0.02f : 0.0f);
  plan.jaw = plan.male ? rng.range(0.1f, 0.2f) : rng.range(-0.02f, 0.05f);
  plan.taper = plan.male ? rng.range(0.08f, 0.2f) : rng.range(0.22f, 0.34f);
  plan.nose = rng.range(0.15f, 0.22f) + (plan.male ? 0.03f : 0.0f);
  plan.nose_width = rng.range(0.085f, 0.115f) + (plan.male ? 0.015f : 0.0f);
  plan.eye_gap = rng.range(0.27f, 0.31f);
  plan.eye_open = rng.range(0.85f, 1.1f) + (plan.male ? -0.1f : 0.1f);
  plan.mouth_width = rng.range(0.21f, 0.25f);
  plan.lip = plan.male ? rng.range(0.6f, 0.85f) : rng.range(0.95f, 1.3f);
  plan.brow = plan.male ? rng.range(0.042f, 0.06f) : rng.range(0.022f, 0.034f);
  plan.brow_lift = rng.range(-0.02f, 0.03f) + (plan.male ? -0.02f : 0.03f);
  plan.stubble = plan.male ? rng.range(0.1f, 0.55f) : 0.0f;
  plan.hairline = rng.range(0.72f, 0.86f);
  plan.hair_volume = rng.range(0.09f, 0.17f);
  plan.hair_length = rng.range(1.15f, 1.6f);
  plan.part_side = rng.chance(0.5f) ? 1.0f : -1.0f;
  plan.glasses_size = rng.range(0.9f, 1.15f);
  plan.glasses_square = rng.range(0.0f, 1.0f);
}

Vec3 hair_of(SceneRng& rng, HairColor name) {
  const float t = rng.unit();
  switch (name) {
    case HairColor::kBlack:
      return mix(from_hsv(0.06f, 0.3f, 0.16f), from_hsv(0.62f, 0.2f, 0.2f), t);
    case HairColor::kBrown:
      return mix(from_hsv(0.06f, 0.6f, 0.36f), from_hsv(0.045f, 0.65f, 0.5f), t);
    case HairColor::kBlond:
      return mix(from_hsv(0.11f, 0.5f, 0.82f), from_hsv(0.12f, 0.38f, 0.92f), t);
    case HairColor::kGray:
      break;
  }
  return mix(from_hsv(0.6f, 0.03f, 0.6f), from_hsv(0.1f, 0.04f, 0.84f), t);
}

void draw_colors(SceneRng& rng, PortraitPlan& plan) {
  const float dark = plan.skin * 0.5f + 0.5f;
  const Vec3 light_skin = from_hsv(0.055f, 0.30f, 0.95f), mid_skin = from_hsv(0.062f, 0.46f, 0.78f);
  const Vec3 dark_skin = from_hsv(0.055f, 0.56f, 0.44f);
  plan.skin_color =
      dark < 0.5f ? mix(light_skin, mid_skin, dark * 2.0f) : mix(mid_skin, dark_skin, dark * 2.0f - 1.0f);
  const Vec3 red = plan.male ? Vec3{0.5f, 0.22f, 0.19f} : Vec3{0.62f, 0.13f, 0.15f};
  plan.lip_color = mix(plan.skin_color, red, plan.male ? 0.4f : rng.range(0.55f, 0.85f));
  const Vec3 irises[4] = {
      {0.07f, 0.035f, 0.02f}, {0.16f, 0.08f, 0.03f}, {0.1f, 0.24f, 0.42f}, {0.1f, 0.24f, 0.13f}};
  plan.iris_color = irises[rng.index(4)];
  plan.hair_color = hair_of(rng, plan.hair_color_name);
  plan.shirt_color = from_hsv(rng.unit(), rng.range(0.2f, 0.6f), rng.range(0.3f, 0.85f));
  plan.glasses_color =
      rng.chance(0.6f) ? Vec3{0.02f, 0.02f, 0.025f} : from_hsv(rng.range(0.0f, 0.1f), 0.6f, 0.35f);
  const Vec3 back = from_hsv(rng.unit(), rng.range(0.1f, 0.4f), rng.range(0.35f, 0.85f));
  plan.background_high = back;
  plan.background_low = back * rng.range(0.45f, 0.8f);
  const float warmth = rng.unit();
  plan.light_color = mix(Vec3{0.9f, 0.97f, 1.08f}, Vec3{1.1f, 0.96f, 0.8f}, warmth) * rng.range(0.85f, 1.05f);
  plan.ambient = mix(Vec3{0.26f, 0.28f, 0.32f}, Vec3{0.32f, 0.28f, 0.24f}, warmth);
}

}  // namespace

PortraitPlan draw_portrait_plan(std::uint64_t seed) {
  SceneRng rng(seed);
  PortraitPlan plan;
  plan.salt = static_cast<std::uint32_t>(rng.next());
  draw_attributes(rng, plan);
  draw_shape(rng, plan);
  draw_colors(rng, plan);
  return plan;
}

}  // namespace tasks::procedural
