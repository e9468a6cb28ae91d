#include "core/tasks/data/procedural/portraits_paint.h"

#include "core/tasks/data/procedural/portraits_shape.h"

namespace tasks::procedural {
namespace {

constexpr float kEyeY = 0.06f;
constexpr float kMouthY = -0.535f;

Lanes power8(Lanes x) {
  const Lanes x2 = x * x, x4 = x2 * x2;
  return x4 * x4;
}

}  // namespace

PortraitPaint::PortraitPaint(const PortraitPlan& plan)
    : plan_(plan),
      key_(normalized(Vec3{plan.light_x * 1.15f, 0.55f, 0.85f})),
      half_(normalized(key_ + Vec3{0.0f, 0.0f, 1.0f})) {}

Vec3Lanes PortraitPaint::background(Lanes x, Lanes y) const {
  const Lanes toward = plan_.light_x * (x - 0.5f);
  const Lanes dx = x - 0.5f, dy = y - 0.45f;
  const Lanes cloud = noise(x * 2.5f, y * 2.5f, plan_.salt + 9) - 0.5f;
  const Vec3Lanes base =
      mix(plan_.background_high, plan_.background_low, smooth(0.0f, 1.0f, y + 0.25f * cloud));
  return base * (1.0f - 0.45f * toward) * (1.05f - 0.9f * (dx * dx + dy * dy));
}

Vec3Lanes PortraitPaint::lit(Vec3Lanes albedo, Vec3Lanes n, float wrap, Lanes shine) const {
  const Lanes facing = dot(n, key_);
  const Lanes key = clamp01((facing + wrap) / (1.0f + wrap));
  // Light that has travelled through skin comes out redder at the shadow's edge.
  const Lanes edge = clamp01(1.0f - magnitude(facing) * 4.0f) * wrap * 0.25f;
  const Vec3Lanes light = plan_.ambient * (1.0f + 0.35f * n.y) + plan_.light_color * (0.98f * key) +
                          Vec3Lanes{edge, edge * 0.35f, 0.2f * edge};
  const Lanes glance = power8(clamp01(dot(n, half_)));
  const Lanes gloss = power8(glance) * 0.3f + glance * 0.12f;
  return albedo * light + plan_.light_color * (gloss * shine);
}

void PortraitPaint::paint_eye(Lanes x, Lanes y, Skin& skin) const {
  const Lanes side = magnitude(x) - plan_.eye_gap;
  const Lanes u = side / 0.155f, up = y - kEyeY - 0.12f * side;
  const Mask near = ~((magnitude(u) > 1.5f) | (magnitude(up) > 0.3f));
  if (!any(near)) return;
  const Skin before = skin;
  const float squint = plan_.smiling ? 0.8f : 1.0f;
  const Lanes arch = 1.0f - u * u;
  const Lanes top = 0.085f * plan_.eye_open * squint * arch, bottom = -0.055f * squint * arch;
  const Lanes fold = smooth(0.04f, 0.0f, magnitude(up - top - 0.055f)) * clamp01(arch + 0.3f);
  skin.albedo = skin.albedo * (1.0f - 0.3f * fold);
  const Lanes shadow = bell(u * 1.0f) * bell(up * 9.0f);
  skin.albedo = skin.albedo * (1.0f - (plan_.male ? 0.14f : 0.2f) * shadow);
  const Mask inside = near & (magnitude(u) < 1.0f);
  if (any(inside)) paint_eyeball(x, up, top, bottom, inside, skin);
  const Lanes lash =
      smooth(plan_.male ? 0.026f : 0.04f, 0.006f, magnitude(up - top)) * smooth(1.18f, 0.95f, magnitude(u));
  skin.albedo = mix(skin.albedo, Vec3{0.02f, 0.014f, 0.012f}, lash * (plan_.male ? 0.75f : 0.92f));
  const Lanes under = smooth(0.014f, 0.0f, magnitude(up - bottom)) * smooth(1.0f, 0.8f, magnitude(u));
  skin.albedo = select(near, skin.albedo * (1.0f - 0.4f * under), before.albedo);
}

void PortraitPaint::paint_eyeball(Lanes x, Lanes up, Lanes top, Lanes bottom, Mask inside, Skin& skin) const {
  const Lanes open = least(smooth(-0.008f, 0.012f, top - up), smooth(-0.008f, 0.012f, up - bottom));
  const Lanes gx = x - select(x > 0.0f, plan_.eye_gap, -plan_.eye_gap), gy = up - 0.012f;
  const Lanes r = root(gx * gx + gy * gy);
  Vec3Lanes eye =
      Vec3{0.78f, 0.77f, 0.76f} * (1.0f - 0.45f * smooth(0.0f, 1.0f, (up - bottom) / (top - bottom + 0.02f)));
  eye = mix(eye, plan_.iris_color * (1.5f - 0.6f * gy * 14.0f), smooth(0.078f, 0.066f, r));
  eye = mix(eye, Vec3{0.004f, 0.004f, 0.004f}, smooth(0.04f, 0.03f, r));
  const Lanes hx = gx - 0.025f * (plan_.light_x > 0.0f ? 1.0f : -1.0f), hy = gy - 0.03f;
  eye = mix(eye, Vec3{1.3f, 1.3f, 1.3f}, smooth(0.024f, 0.012f, root(hx * hx + hy * hy)));
  skin.albedo = select(inside, mix(skin.albedo, eye, open), skin.albedo);
  skin.shine = select(inside & (open > 0.5f), 0.2f, skin.shine);
}

void PortraitPaint::paint_mouth(Vec3Lanes p, Skin& skin) const {
  const float width = plan_.mouth_width * (plan_.smiling ? 1.32f : 1.0f);
  const Lanes u = p.x / width, inside = 1.0f - u * u;
  const Mask near = ~((magnitude(u) > 1.5f) | (magnitude(p.y - kMouthY) > 0.3f));
  if (!any(near)) return;
  const float lift = plan_.smiling ? 0.1f : 0.005f;
  const Lanes y = p.y - kMouthY - lift * u * u + (plan_.smiling ? 0.02f : 0.0f);
  if (plan_.smiling) {
    const Lanes dimple = bell((magnitude(u) - 1.22f) * 9.0f) * bell((y + 0.01f) * 9.0f);
    skin.albedo = select(near, skin.albedo * (1.0f - 0.35f * dimple), skin.albedo);
  }
  const Mask between = near & ~(inside <= 0.0f);
  if (!any(between)) return;
  const Lanes gap = plan_.smiling ? 0.05f * inside : Lanes{};
  const Lanes bow = 1.0f - 0.35f * bell(u * 7.0f), arc = root(most(inside, 0.0f));
  const Lanes upper = gap + 0.06f * plan_.lip * arc * bow, lower = -gap - 0.075f * plan_.lip * arc;
  const Lanes lips = least(smooth(-0.012f, 0.012f, upper - y), smooth(-0.012f, 0.012f, y - lower));
  Vec3Lanes albedo = mix(skin.albedo, plan_.lip_color * select(y > 0.0f, 0.78f, 1.05f), lips);
  if (plan_.smiling) {
    const Lanes open = least(smooth(-0.008f, 0.008f, gap - y), smooth(-0.008f, 0.008f, y + gap));
    const Vec3Lanes teeth = Vec3{0.82f, 0.8f, 0.75f} * (0.55f + 0.45f * inside);
    const Vec3Lanes dark{lanes(0.16f), lanes(0.04f), lanes(0.04f)};
    albedo = mix(albedo, select(y < -gap * 0.55f, dark, teeth), open);
  } else {
    const Lanes seam = smooth(0.02f, 0.004f, magnitude(y)) * smooth(0.0f, 0.15f, inside);
    albedo = mix(albedo, plan_.lip_color * 0.25f, seam * 0.85f);
  }
  skin.albedo = select(between, albedo, skin.albedo);
  skin.shine = select(between, mix(skin.shine, 0.9f, lips), skin.shine);
}

PortraitPaint::Skin PortraitPaint::face(Vec3Lanes p) const {
  const Lanes side = magnitude(p.x);
  const Lanes flush = bell((side - 0.42f) * 5.0f) * bell((p.y + 0.2f) * 5.0f) +
                      0.6f * bell(p.x * 9.0f) * bell((p.y + 0.2f) * 9.0f);
  Skin skin{plan_.skin_color * mix(Vec3{1.0f, 1.0f, 1.0f}, Vec3{1.06f, 0.8f, 0.78f},
                                   clamp01(flush * (plan_.male ? 0.5f : 0.8f))),
            lanes(0.55f)};
  if (plan_.stubble > 0.0f) {
    const Lanes chin = smooth(-0.3f, -0.5f, p.y - 0.25f * side) *
                       (1.0f - 0.5f * bell(p.x * 6.0f) * bell((p.y + 0.43f) * 18.0f));
    const Vec3Lanes beard = mix(skin.albedo * 0.5f, plan_.hair_color * 0.6f, 0.5f);
    skin.albedo = mix(skin.albedo, beard, plan_.stubble * chin);
  }
  const Mask back = p.z < 0.1f;
  if (!any(~back)) return skin;
  const Skin before = skin;
  const Lanes nostril = bell((side - 0.065f) * 30.0f) * bell((p.y + 0.315f) * 40.0f);
  skin.albedo = skin.albedo * (1.0f - 0.75f * nostril);
  skin.albedo = skin.albedo * (1.0f - 0.22f * bell(p.x * 8.0f) * bell((p.y + 0.36f) * 22.0f));
  const Lanes crease = magnitude(side - 0.17f - 0.35f * (-0.3f - p.y)) * 18.0f;
  const Lanes creased = 1.0f - (plan_.smiling ? 0.2f : 0.07f) * bell(crease * 1.4f);
  skin.albedo = skin.albedo * select((p.y < -0.25f) & (p.y > -0.6f), creased, 1.0f);
  paint_eye(p.x, p.y, skin);
  const Lanes along = (side - plan_.eye_gap) / 0.2f;
  const Lanes arc = 0.275f + plan_.brow_lift - 0.035f * (along - 0.25f) * (along - 0.25f);
  const Lanes thick = plan_.brow * (1.1f - 0.4f * along);
  const Lanes brow =
      smooth(thick + 0.015f, thick - 0.012f, magnitude(p.y - arc)) * smooth(1.12f, 0.85f, magnitude(along));
  const Vec3 brow_color = mix(plan_.hair_color * 0.45f, Vec3{0.03f, 0.02f, 0.015f}, 0.45f);
  skin.albedo = mix(skin.albedo, brow_color, brow * 0.88f);
  paint_mouth(p, skin);
  return {select(back, before.albedo, skin.albedo), select(back, before.shine, skin.shine)};
}

Vec3Lanes PortraitPaint::hair(const SurfaceSamples& samples, Vec3Lanes n) const {
  const Lanes y = samples.local.y;
  const Lanes strand = noise(samples.theta * 22.0f + 90.0f, y * 1.6f, plan_.salt + 4);
  const Lanes lock = noise(samples.theta * 7.0f + 50.0f, y * 1.1f, plan_.salt + 6);
  const Lanes depth = smooth(0.0f, 0.14f, hair_cover(plan_, y, samples.theta, 0.0f, 0.14f));
  const Vec3Lanes albedo = plan_.hair_color * (0.55f + 0.5f * strand + 0.4f * lock) *
                           (0.62f + 0.38f * depth) * (0.72f + 0.28f * smooth(-1.4f, 0.2f, y));
  const Lanes band = bell((n.y - 0.45f) * 5.0f) * clamp01(dot(n, key_) + 0.25f);
  return lit(albedo, n, 0.25f, lanes(0.1f)) + (plan_.hair_color * 0.7f + Vec3{0.05f, 0.05f, 0.05f}) *
                                                  plan_.light_color * (band * 0.55f * (0.5f + strand));
}

Vec3Lanes PortraitPaint::color(Material material, const SurfaceSamples& samples) const {
  Vec3Lanes n = normalized(samples.normal);
  n = select(n.z < 0.0f, n * -1.0f, n);
  const Vec3Lanes p = samples.local;
  switch (material) {
    case Material::kFace: {
      const Skin skin = face(p);
      Lanes open = 0.75f + 0.25f * smooth(-1.0f, -0.75f, p.y);
      if (!plan_.bald)
        open *= 1.0f - 0.45f * smooth(-0.16f, 0.02f, hair_cover(plan_, p.y, samples.theta, -0.16f, 0.02f));
      return lit(skin.albedo, n, 0.3f, skin.shine) * open;
    }
    case Material::kEar:
      return lit(lanes(plan_.skin_color * Vec3{0.95f, 0.78f, 0.75f}), n, 0.3f, lanes(0.2f)) * 0.85f;
    case Material::kNeck:
      return lit(lanes(plan_.skin_color), n, 0.3f, lanes(0.25f)) *
             (0.42f + 0.5f * smooth(-0.85f, -1.6f, p.y));
    case Material::kShirt: {
      const Lanes weave = 0.92f + 0.16f * noise(p.x * 6.0f, p.y * 6.0f, plan_.salt + 8);
      return lit(plan_.shirt_color * weave, n, 0.2f, lanes(0.05f)) *
             (0.7f + 0.3f * smooth(-1.3f, -1.45f, p.y));
    }
    case Material::kHair:
      return hair(samples, n);
    case Material::kGlasses:
      return lit(lanes(plan_.glasses_color), n, 0.2f, lanes(0.5f));
    case Material::kNone:
      break;
  }
  return {};
}

}  // namespace tasks::procedural
