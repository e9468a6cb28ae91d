#include "core/engine/data/procedural/portraits_paint.h"

#include "core/engine/data/procedural/portraits_shape.h"

namespace engine::procedural {
namespace {

constexpr float kEyeY = 0.06f;
constexpr float kMouthY = -0.535f;

float power8(float x) {
  const float x2 = x * x, x4 = x2 * x2;
  return x4 * x4;
}

}  // namespace

PortraitPaint::PortraitPaint(const PortraitPlan& plan)
    : plan_(plan),
      key_(normalized({plan.light_x * 1.15f, 0.55f, 0.85f})),
      half_(normalized(key_ + Vec3{0.0f, 0.0f, 1.0f})) {}

Vec3 PortraitPaint::background(float x, float y) const {
  const float toward = plan_.light_x * (x - 0.5f);
  const float dx = x - 0.5f, dy = y - 0.45f;
  const float cloud = noise(x * 2.5f, y * 2.5f, plan_.salt + 9) - 0.5f;
  const Vec3 base = mix(plan_.background_high, plan_.background_low, smooth(0.0f, 1.0f, y + 0.25f * cloud));
  return base * (1.0f - 0.45f * toward) * (1.05f - 0.9f * (dx * dx + dy * dy));
}

Vec3 PortraitPaint::lit(Vec3 albedo, Vec3 n, float wrap, float shine) const {
  const float facing = dot(n, key_);
  const float key = clamp01((facing + wrap) / (1.0f + wrap));
  // Light that has travelled through skin comes out redder at the shadow's edge.
  const float edge = clamp01(1.0f - std::abs(facing) * 4.0f) * wrap * 0.25f;
  const Vec3 light = plan_.ambient * (1.0f + 0.35f * n.y) + plan_.light_color * (0.98f * key) +
                     Vec3{edge, edge * 0.35f, 0.2f * edge};
  const float gloss = power8(power8(clamp01(dot(n, half_)))) * 0.3f + power8(clamp01(dot(n, half_))) * 0.12f;
  return albedo * light + plan_.light_color * (gloss * shine);
}

void PortraitPaint::paint_eye(float x, float y, Skin& skin) const {
  const float side = std::abs(x) - plan_.eye_gap;
  const float u = side / 0.155f, up = y - kEyeY - 0.12f * side;
  if (std::abs(u) > 1.5f || std::abs(up) > 0.3f) return;
  const float squint = plan_.smiling ? 0.8f : 1.0f;
  const float arch = 1.0f - u * u;
  const float top = 0.085f * plan_.eye_open * squint * arch, bottom = -0.055f * squint * arch;
  const float fold = smooth(0.04f, 0.0f, std::abs(up - top - 0.055f)) * clamp01(arch + 0.3f);
  skin.albedo = skin.albedo * (1.0f - 0.3f * fold);
  const float shadow = bell(u * 1.0f) * bell(up * 9.0f);
  skin.albedo = skin.albedo * (1.0f - (plan_.male ? 0.14f : 0.2f) * shadow);
  if (std::abs(u) < 1.0f) {
    const float open = std::min(smooth(-0.008f, 0.012f, top - up), smooth(-0.008f, 0.012f, up - bottom));
    const float gx = x - (x > 0.0f ? plan_.eye_gap : -plan_.eye_gap), gy = up - 0.012f;
    const float r = std::sqrt(gx * gx + gy * gy);
    Vec3 eye = Vec3{0.78f, 0.77f, 0.76f} *
               (1.0f - 0.45f * smooth(0.0f, 1.0f, (up - bottom) / (top - bottom + 0.02f)));
    eye = mix(eye, plan_.iris_color * (1.5f - 0.6f * gy * 14.0f), smooth(0.078f, 0.066f, r));
    eye = mix(eye, Vec3{0.004f, 0.004f, 0.004f}, smooth(0.04f, 0.03f, r));
    const float hx = gx - 0.025f * (plan_.light_x > 0.0f ? 1.0f : -1.0f), hy = gy - 0.03f;
    eye = mix(eye, Vec3{1.3f, 1.3f, 1.3f}, smooth(0.024f, 0.012f, std::sqrt(hx * hx + hy * hy)));
    skin.albedo = mix(skin.albedo, eye, open);
    if (open > 0.5f) skin.shine = 0.2f;
  }
  const float lash =
      smooth(plan_.male ? 0.026f : 0.04f, 0.006f, std::abs(up - top)) * smooth(1.18f, 0.95f, std::abs(u));
  skin.albedo = mix(skin.albedo, Vec3{0.02f, 0.014f, 0.012f}, lash * (plan_.male ? 0.75f : 0.92f));
  const float under = smooth(0.014f, 0.0f, std::abs(up - bottom)) * smooth(1.0f, 0.8f, std::abs(u));
  skin.albedo = skin.albedo * (1.0f - 0.4f * under);
}

void PortraitPaint::paint_mouth(Vec3 p, Skin& skin) const {
  const float width = plan_.mouth_width * (plan_.smiling ? 1.32f : 1.0f);
  const float u = p.x / width, inside = 1.0f - u * u;
  if (std::abs(u) > 1.5f || std::abs(p.y - kMouthY) > 0.3f) return;
  const float lift = plan_.smiling ? 0.1f : 0.005f;
  const float y = p.y - kMouthY - lift * u * u + (plan_.smiling ? 0.02f : 0.0f);
  const float dimple = plan_.smiling ? bell((std::abs(u) - 1.22f) * 9.0f) * bell((y + 0.01f) * 9.0f) : 0.0f;
  skin.albedo = skin.albedo * (1.0f - 0.35f * dimple);
  if (inside <= 0.0f) return;
  const float gap = plan_.smiling ? 0.05f * inside : 0.0f;
  const float bow = 1.0f - 0.35f * bell(u * 7.0f);
  const float upper = gap + 0.06f * plan_.lip * std::sqrt(inside) * bow,
              lower = -gap - 0.075f * plan_.lip * std::sqrt(inside);
  const float lips = std::min(smooth(-0.012f, 0.012f, upper - y), smooth(-0.012f, 0.012f, y - lower));
  const Vec3 lip = plan_.lip_color * (y > 0.0f ? 0.78f : 1.05f);
  skin.albedo = mix(skin.albedo, lip, lips);
  skin.shine = mix(skin.shine, 0.9f, lips);
  if (plan_.smiling) {
    const float open = std::min(smooth(-0.008f, 0.008f, gap - y), smooth(-0.008f, 0.008f, y + gap));
    const Vec3 teeth = Vec3{0.82f, 0.8f, 0.75f} * (0.55f + 0.45f * inside);
    skin.albedo = mix(skin.albedo, y < -gap * 0.55f ? Vec3{0.16f, 0.04f, 0.04f} : teeth, open);
  } else {
    const float seam = smooth(0.02f, 0.004f, std::abs(y)) * smooth(0.0f, 0.15f, inside);
    skin.albedo = mix(skin.albedo, plan_.lip_color * 0.25f, seam * 0.85f);
  }
}

PortraitPaint::Skin PortraitPaint::face(Vec3 p) const {
  Skin skin{plan_.skin_color, 0.55f};
  const float side = std::abs(p.x);
  const float flush = bell((side - 0.42f) * 5.0f) * bell((p.y + 0.2f) * 5.0f) +
                      0.6f * bell(p.x * 9.0f) * bell((p.y + 0.2f) * 9.0f);
  skin.albedo = skin.albedo * mix(Vec3{1.0f, 1.0f, 1.0f}, Vec3{1.06f, 0.8f, 0.78f},
                                  clamp01(flush * (plan_.male ? 0.5f : 0.8f)));
  if (plan_.stubble > 0.0f) {
    const float chin = smooth(-0.3f, -0.5f, p.y - 0.25f * side) *
                       (1.0f - 0.5f * bell(p.x * 6.0f) * bell((p.y + 0.43f) * 18.0f));
    const Vec3 beard = mix(skin.albedo * 0.5f, plan_.hair_color * 0.6f, 0.5f);
    skin.albedo = mix(skin.albedo, beard, plan_.stubble * chin);
  }
  if (p.z < 0.1f) return skin;
  const float nostril = bell((side - 0.065f) * 30.0f) * bell((p.y + 0.315f) * 40.0f);
  skin.albedo = skin.albedo * (1.0f - 0.75f * nostril);
  skin.albedo = skin.albedo * (1.0f - 0.22f * bell(p.x * 8.0f) * bell((p.y + 0.36f) * 22.0f));
  const float crease = std::abs(side - 0.17f - 0.35f * (-0.3f - p.y)) * 18.0f;
  if (p.y < -0.25f && p.y > -0.6f)
    skin.albedo = skin.albedo * (1.0f - (plan_.smiling ? 0.2f : 0.07f) * bell(crease * 1.4f));
  paint_eye(p.x, p.y, skin);
  const float along = (side - plan_.eye_gap) / 0.2f;
  const float arc = 0.275f + plan_.brow_lift - 0.035f * (along - 0.25f) * (along - 0.25f);
  const float thick = plan_.brow * (1.1f - 0.4f * along);
  const float brow =
      smooth(thick + 0.015f, thick - 0.012f, std::abs(p.y - arc)) * smooth(1.12f, 0.85f, std::abs(along));
  const Vec3 brow_color = mix(plan_.hair_color * 0.45f, Vec3{0.03f, 0.02f, 0.015f}, 0.45f);
  skin.albedo = mix(skin.albedo, brow_color, brow * 0.88f);
  paint_mouth(p, skin);
  return skin;
}

Vec3 PortraitPaint::hair(const SurfaceSample& sample, Vec3 n) const {
  const float strand = noise(sample.theta * 22.0f + 90.0f, sample.local.y * 1.6f, plan_.salt + 4);
  const float lock = noise(sample.theta * 7.0f + 50.0f, sample.local.y * 1.1f, plan_.salt + 6);
  Vec3 albedo = plan_.hair_color * (0.55f + 0.5f * strand + 0.4f * lock);
  const float depth = smooth(0.0f, 0.14f, hair_cover(plan_, sample.local, sample.theta, 0.0f, 0.14f));
  albedo = albedo * (0.62f + 0.38f * depth) * (0.72f + 0.28f * smooth(-1.4f, 0.2f, sample.local.y));
  const float band = bell((n.y - 0.45f) * 5.0f) * clamp01(dot(n, key_) + 0.25f);
  return lit(albedo, n, 0.25f, 0.1f) + (plan_.hair_color * 0.7f + Vec3{0.05f, 0.05f, 0.05f}) *
                                           plan_.light_color * (band * 0.55f * (0.5f + strand));
}

Vec3 PortraitPaint::color(const SurfaceSample& sample) const {
  Vec3 n = normalized(sample.normal);
  if (n.z < 0.0f) n = n * -1.0f;
  const Vec3 p = sample.local;
  switch (sample.material) {
    case Material::kFace: {
      const Skin skin = face(p);
      float open = 0.75f + 0.25f * smooth(-1.0f, -0.75f, p.y);
      if (!plan_.bald)
        open *= 1.0f - 0.45f * smooth(-0.16f, 0.02f, hair_cover(plan_, p, sample.theta, -0.16f, 0.02f));
      return lit(skin.albedo, n, 0.3f, skin.shine) * open;
    }
    case Material::kEar:
      return lit(plan_.skin_color * Vec3{0.95f, 0.78f, 0.75f}, n, 0.3f, 0.2f) * 0.85f;
    case Material::kNeck:
      return lit(plan_.skin_color, n, 0.3f, 0.25f) * (0.42f + 0.5f * smooth(-0.85f, -1.6f, p.y));
    case Material::kShirt: {
      const float weave = 0.92f + 0.16f * noise(p.x * 6.0f, p.y * 6.0f, plan_.salt + 8);
      return lit(plan_.shirt_color * weave, n, 0.2f, 0.05f) * (0.7f + 0.3f * smooth(-1.3f, -1.45f, p.y));
    }
    case Material::kHair:
      return hair(sample, n);
    case Material::kGlasses:
      return lit(plan_.glasses_color, n, 0.2f, 0.5f);
    case Material::kNone:
      break;
  }
  return {};
}

}  // namespace engine::procedural
