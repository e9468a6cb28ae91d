#include "core/engine/data/procedural/portraits_shape.h"

namespace engine::procedural {
namespace {

constexpr float kPi = 3.14159265f;
constexpr float kTurn = 0.72f;  // radians at yaw = 1
constexpr float kPerspective = 0.1f;
constexpr float kSpan = 3.05f;   // head units across the picture
constexpr float kRaise = 0.13f;  // the head sits a little above the middle
constexpr float kJag = 0.025f;   // how far strands reach over the hairline

struct Placed {
  Vec3 local;
  float theta;
};

// Samples a surface on a grid, turns and projects it; normals from the grid's own neighbours.
template <class Surface>
SurfaceSheet sheet(int rows, int columns, Material material, const PortraitPose& pose, Surface surface) {
  SurfaceSheet made{rows, columns, material,
                    std::vector<SurfacePoint>(static_cast<std::size_t>(rows) * columns)};
  std::vector<SurfacePoint>& points = made.points;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const Placed placed =
          surface(static_cast<float>(r) / (rows - 1), static_cast<float>(c) / (columns - 1));
      points[r * columns + c].local = placed.local;
      points[r * columns + c].theta = placed.theta;
    }
  }
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const auto local = [&](int row, int column) {
        return points[std::clamp(row, 0, rows - 1) * columns + std::clamp(column, 0, columns - 1)].local;
      };
      const Vec3 down = local(r + 1, c) - local(r - 1, c), right = local(r, c + 1) - local(r, c - 1);
      SurfacePoint& point = points[r * columns + c];
      point.normal = pose.turn(normalized(cross(down, right)));
      pose.project(point);
    }
  }
  return made;
}

// Columns lie closer together at the front, where the features are.
float around(float column) {
  const float t = 2.0f * column - 1.0f;
  return kPi * (0.45f * t + 0.55f * t * t * t);
}

// The skull without features; height falls from 1 (top) to -1 (chin).
Vec3 skull(const PortraitPlan& plan, float theta, float phi) {
  const float c = cosine(phi), y = sine(phi), dx = sine(theta) * c, dz = cosine(theta) * c;
  Vec3 p{plan.face_width * dx, y, dz > 0.0f ? 0.84f * dz * (1.35f - 0.35f * dz) : 0.95f * dz};
  const float low = smooth(0.0f, -1.0f, y);
  p.x *= (1.0f - plan.taper * low) * (1.0f + plan.jaw * bell((y + 0.68f) * 4.0f));
  const float crown = 1.0f + 0.13f * bell((y - 0.72f) * 3.5f);
  p.x *= crown;
  p.z *= crown;
  if (dz < 0.0f) p.y += 0.35f * low * -dz;
  return p;
}

Placed face(const PortraitPlan& plan, float row, float column) {
  const float theta = around(column);
  Vec3 p = skull(plan, theta, kPi * (0.5f - row));
  const float front = smooth(0.15f, 0.5f, p.z), x = p.x, y = p.y, side = std::abs(x);
  const float bridge = y > -0.2f ? smooth(0.2f, -0.2f, y) : smooth(-0.34f, -0.2f, y);
  float out = plan.nose * bridge * bell(x / (plan.nose_width * (0.6f + 0.4f * bridge)));
  out += 0.05f * bell((side - plan.nose_width) * 22.0f) * bell((y + 0.25f) * 18.0f);
  out -= 0.07f * bell((side - plan.eye_gap) * 8.0f) * bell((y - 0.08f) * 11.0f);
  out += (plan.male ? 0.045f : 0.015f) * bell((side - 0.2f) * 5.0f) * bell((y - 0.24f) * 11.0f);
  const float smile = plan.smiling ? 1.0f : 0.0f;
  out += (0.025f + 0.04f * smile) * bell((side - 0.4f) * 6.0f) * bell((y + 0.22f - 0.04f * smile) * 6.0f);
  out += 0.055f * plan.lip * bell(x * 5.5f) * (bell((y + 0.48f) * 20.0f) + bell((y + 0.59f) * 18.0f));
  out -= 0.035f * bell(x * 4.0f) * bell((y + 0.7f) * 15.0f);
  out += 0.09f * bell(x * 4.5f) * bell((y + 0.88f) * 8.0f);
  p.z += out * front;
  return {p, theta};
}

Placed hair(const PortraitPlan& plan, float row, float column) {
  const float theta = around(column);
  const float turn = row / 0.55f;  // the dome takes the upper 55 % of the rows, then hair hangs
  Vec3 p = skull(plan, theta, turn < 1.0f ? kPi * 0.5f * (1.0f - turn) : 0.0f);
  const float strands = 0.035f * (noise(theta * 5.0f + 40.0f, row * 3.0f, plan.salt) - 0.5f);
  float grow = 1.0f + plan.hair_volume + strands;
  if (turn >= 1.0f) {
    const float fall = (turn - 1.0f) / 0.82f;
    p.y = -fall * (plan.long_hair ? plan.hair_length : 0.6f);
    const float flare =
        plan.long_hair ? 0.16f * bell((fall - 0.6f) * 2.5f) - 0.1f * fall * fall : -0.28f * fall * fall;
    grow += flare;
  }
  p.x *= grow;
  p.z = p.z * grow - 0.02f;
  p.y = p.y > 0.0f ? p.y * (grow + 0.02f) : p.y;
  return {p, theta};
}

Placed ball(Vec3 middle, Vec3 radius, float row, float column) {
  const float theta = kPi * (2.0f * column - 1.0f), phi = kPi * (0.5f - row), c = cosine(phi);
  return {middle + Vec3{sine(theta) * c, sine(phi), cosine(theta) * c} * radius, theta};
}

Placed neck(const PortraitPlan& plan, float row, float column) {
  const float theta = kPi * (2.0f * column - 1.0f), y = -0.55f - 1.2f * row;
  const float radius = (plan.male ? 0.5f : 0.38f) + 0.25f * row * row * row;
  return {{sine(theta) * radius, y, cosine(theta) * radius * 0.9f - 0.18f}, theta};
}

// A collar around the neck, then the slope of the shoulders, then straight down.
Placed shoulders(const PortraitPlan& plan, float row, float column) {
  const float theta = kPi * (2.0f * column - 1.0f), throat = plan.male ? 0.54f : 0.43f;
  const float out = clamp01(row / 0.75f), arc = std::sqrt(1.0f - (1.0f - out) * (1.0f - out));
  const float radius = mix(throat, plan.male ? 1.5f : 1.2f, out);
  const float slope = 0.16f * out + 0.42f * (1.0f - std::sqrt(1.0f - 0.98f * out * out));
  const float y = -1.2f - slope - 1.6f * std::max(0.0f, row - 0.75f);
  const float dip = 0.2f * (1.0f - arc) * std::max(0.0f, cosine(theta));
  return {{sine(theta) * radius, y - dip, cosine(theta) * mix(throat * 0.95f, 0.7f, arc) - 0.16f}, theta};
}

// One lens rim, a flat band bent into a rounded square; bands lie before the eyes and turn with the head.
Placed rim(const PortraitPlan& plan, float side, float row, float column) {
  const float angle = 2.0f * kPi * column, c = cosine(angle), s = sine(angle);
  const float square = 1.0f / std::sqrt(std::sqrt(c * c * c * c + s * s * s * s));
  const float reach = plan.glasses_size * mix(1.0f, square, plan.glasses_square * 0.8f) + (row - 0.5f) * 0.2f;
  return {{side * plan.eye_gap * 1.03f + 0.215f * c * reach, 0.05f + 0.175f * s * reach,
           1.0f - 0.09f * c * c * (side * c > 0.0f ? 1.6f : 0.3f) + 0.03f * s},
          0.0f};
}

// A straight bar of the glasses from a to b.
Placed bar(Vec3 a, Vec3 b, float row, float column) {
  return {mix(a, b, column) + Vec3{0.0f, 0.045f * (0.5f - row), 0.0f}, 0.0f};
}

void draw_glasses(const PortraitPlan& plan, const PortraitPose& pose, SurfaceRaster& raster) {
  const float inner = plan.eye_gap * 1.03f - 0.2f * plan.glasses_size;
  const float outer = plan.eye_gap * 1.03f + 0.215f * plan.glasses_size;
  const auto draw_bar = [&](Vec3 from, Vec3 to) {
    raster.draw(sheet(2, 2, Material::kGlasses, pose, [&](float r, float c) { return bar(from, to, r, c); }));
  };
  for (const float side : {-1.0f, 1.0f}) {
    raster.draw(
        sheet(2, 25, Material::kGlasses, pose, [&](float r, float c) { return rim(plan, side, r, c); }));
    draw_bar({side * outer, 0.09f, 0.87f}, {side * (plan.face_width + 0.03f), 0.1f, -0.05f});
  }
  draw_bar({-inner, 0.09f, 1.0f}, {inner, 0.09f, 1.0f});
}

}  // namespace

PortraitPose::PortraitPose(const PortraitPlan& plan, int side, float share)
    : shift_x_(plan.shift_x),
      shift_y_(plan.shift_y + kRaise),
      unit_(static_cast<float>(side) / kSpan * plan.scale),
      middle_(static_cast<float>(side) * 0.5f),
      cos_yaw_(cosine(plan.yaw * kTurn * share)),
      sin_yaw_(sine(plan.yaw * kTurn * share)),
      cos_pitch_(cosine(plan.pitch * share)),
      sin_pitch_(sine(plan.pitch * share)) {}

Vec3 PortraitPose::turn(Vec3 v) const {
  const float z = v.z * cos_yaw_ - v.x * sin_yaw_;
  return {v.x * cos_yaw_ + v.z * sin_yaw_, v.y * cos_pitch_ + z * sin_pitch_,
          z * cos_pitch_ - v.y * sin_pitch_};
}

void PortraitPose::project(SurfacePoint& point) const {
  const Vec3 v = turn(point.local);
  const float near = unit_ / (1.0f - kPerspective * v.z);
  point.view = {middle_ + (v.x + shift_x_) * near, middle_ - (v.y + shift_y_) * near, v.z};
}

float hair_cover(const PortraitPlan& plan, Vec3 p, float theta, float low, float high) {
  const float turn = std::abs(theta);
  const float lean = 0.07f * plan.part_side * theta;
  const float line = plan.fringe ? plan.hairline - 0.42f : plan.hairline;
  const auto with_jag = [&](float jag) {
    const float front =
        line + lean - (plan.fringe ? 0.1f : 0.42f) * turn * turn + jag * (plan.fringe ? 2.0f : 0.8f);
    const float opening = plan.long_hair ? 1.12f + 0.1f * p.y : mix(1.9f, 1.22f, smooth(-0.25f, 0.4f, p.y));
    const float above = p.y - front, beside = (turn - opening - jag) * 0.7f;
    return std::max(above, std::min(beside, plan.long_hair ? 1.0f : p.y + 0.55f));
  };
  // The noise of the hairline costs more than the rest: only places near the line need it.
  if (with_jag(-kJag) <= low) return low;
  if (with_jag(kJag) >= high) return high;
  return std::clamp(with_jag(2.0f * kJag * (noise(theta * 9.0f + 30.0f, 2.0f, plan.salt) - 0.5f)), low, high);
}

void draw_portrait_surfaces(const PortraitPlan& plan, SurfaceRaster& raster) {
  const PortraitPose head(plan, raster.side(), 1.0f), half(plan, raster.side(), 0.5f);
  const PortraitPose chest(plan, raster.side(), 0.25f);
  raster.draw(sheet(52, 49, Material::kFace, head, [&](float r, float c) { return face(plan, r, c); }));
  for (const float side : {-1.0f, 1.0f}) {
    const Vec3 middle{side * (plan.face_width + 0.03f), -0.04f, -0.08f}, radius{0.07f, 0.21f, 0.12f};
    raster.draw(
        sheet(9, 13, Material::kEar, head, [&](float r, float c) { return ball(middle, radius, r, c); }));
  }
  raster.draw(sheet(8, 25, Material::kNeck, half, [&](float r, float c) { return neck(plan, r, c); }));
  raster.draw(
      sheet(14, 33, Material::kShirt, chest, [&](float r, float c) { return shoulders(plan, r, c); }));
  if (plan.eyeglasses) draw_glasses(plan, head, raster);
  if (!plan.bald) {
    raster.draw(sheet(34, 41, Material::kHair, head, [&](float r, float c) { return hair(plan, r, c); }),
                [&](Vec3 p, float theta) { return hair_cover(plan, p, theta, 0.0f, 0.01f) > 0.0f; });
  }
}

}  // namespace engine::procedural
