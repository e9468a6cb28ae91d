#include "core/tasks/data/procedural/portraits_shape.h"

namespace tasks::procedural {
namespace {

constexpr float kPi = 3.14159265f;
constexpr float kTurn = 0.72f;  // radians at yaw = 1
constexpr float kPerspective = 0.1f;
constexpr float kSpan = 3.05f;   // head units across the picture
constexpr float kRaise = 0.13f;  // the head sits a little above the middle
constexpr float kJag = 0.025f;   // how far strands reach over the hairline

struct Placed {
  Vec3Lanes local;
  Lanes theta;
};

// The rows of a grid, each with its first and last place doubled, so that every place has two neighbours.
class Grid {
 public:
  Grid(int rows, int columns)
      : columns_(columns),
        stride_(columns + 1 + kLanes),
        plane_(static_cast<std::size_t>(rows) * stride_),
        values_(4 * plane_) {}

  void set(int row, int column, const Placed& placed) {
    float* to = &values_[at(row, column)];
    store(placed.local.x, to);
    store(placed.local.y, to + plane_);
    store(placed.local.z, to + 2 * plane_);
    store(placed.theta, to + 3 * plane_);
  }

  void double_ends(int row) {
    for (int plane = 0; plane < 3; ++plane) {
      float* first = &values_[at(row, 0) + plane * plane_];
      first[-1] = first[0];
      first[columns_] = first[columns_ - 1];
    }
  }

  Vec3Lanes local(int row, int column) const {
    const float* from = &values_[at(row, column)];
    return {load<Lanes>(from), load<Lanes>(from + plane_), load<Lanes>(from + 2 * plane_)};
  }

  /// x, y, z, theta of four places
  std::array<Lanes, kLanes> places(int row, int column) const {
    const float* from = &values_[at(row, column)];
    return transposed({load<Lanes>(from), load<Lanes>(from + plane_), load<Lanes>(from + 2 * plane_),
                       load<Lanes>(from + 3 * plane_)});
  }

 private:
  std::size_t at(int row, int column) const { return static_cast<std::size_t>(row) * stride_ + 1 + column; }

  int columns_;
  std::size_t stride_, plane_;
  std::vector<float> values_;
};

// Samples a surface on a grid, turns and projects it; normals from the grid's own neighbours.
template <class Surface>
SurfaceSheet sheet(int rows, int columns, Material material, const PortraitPose& pose, Surface surface) {
  SurfaceSheet made(rows, columns, material);
  Grid grid(rows, columns);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; c += kLanes) {
      grid.set(r, c,
               surface(static_cast<float>(r) / (rows - 1), counted(c) / static_cast<float>(columns - 1)));
    }
    grid.double_ends(r);
  }
  for (int r = 0; r < rows; ++r) {
    const int above = std::max(r - 1, 0), below = std::min(r + 1, rows - 1);
    for (int c = 0; c < columns; c += kLanes) {
      const Vec3Lanes down = grid.local(below, c) - grid.local(above, c);
      const Vec3Lanes right = grid.local(r, c + 1) - grid.local(r, c - 1);
      const Vec3Lanes normal = pose.turn(normalized(cross(down, right))),
                      view = pose.project(grid.local(r, c));
      const int first = r * columns + c;
      store(view.x, &made.x[first]);
      store(view.y, &made.y[first]);
      store(view.z, &made.z[first]);
      const std::array<Lanes, kLanes> places = grid.places(r, c),
                                      normals = transposed({normal.x, normal.y, normal.z, Lanes{}});
      for (int i = 0; i < kLanes; ++i) made.points[first + i] = {places[i], normals[i]};
    }
  }
  return made;
}

// Columns lie closer together at the front, where the features are.
Lanes around(Lanes column) {
  const Lanes t = 2.0f * column - 1.0f;
  return kPi * (0.45f * t + 0.55f * t * t * t);
}

// The skull without features; height falls from 1 (top) to -1 (chin).
Vec3Lanes skull(const PortraitPlan& plan, Lanes theta, float phi) {
  const float c = cosine(phi), y = sine(phi);
  const Lanes dx = sine(theta) * c, dz = cosine(theta) * c;
  Vec3Lanes p{plan.face_width * dx, lanes(y),
              select(dz > 0.0f, 0.84f * dz * (1.35f - 0.35f * dz), 0.95f * dz)};
  const float low = smooth(0.0f, -1.0f, y);
  p.x = p.x * ((1.0f - plan.taper * low) * (1.0f + plan.jaw * bell((y + 0.68f) * 4.0f)));
  const float crown = 1.0f + 0.13f * bell((y - 0.72f) * 3.5f);
  p.x *= crown;
  p.z *= crown;
  p.y = select(dz < 0.0f, p.y + 0.35f * low * -dz, p.y);
  return p;
}

Placed face(const PortraitPlan& plan, float row, Lanes column) {
  const Lanes theta = around(column);
  Vec3Lanes p = skull(plan, theta, kPi * (0.5f - row));
  const Lanes front = smooth(0.15f, 0.5f, p.z), x = p.x, y = p.y, side = magnitude(x);
  const Lanes bridge = select(y > -0.2f, smooth(0.2f, -0.2f, y), smooth(-0.34f, -0.2f, y));
  Lanes out = plan.nose * bridge * bell(x / (plan.nose_width * (0.6f + 0.4f * bridge)));
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

Placed hair(const PortraitPlan& plan, float row, Lanes column) {
  const Lanes theta = around(column);
  const float turn = row / 0.55f;  // the dome takes the upper 55 % of the rows, then hair hangs
  Vec3Lanes p = skull(plan, theta, turn < 1.0f ? kPi * 0.5f * (1.0f - turn) : 0.0f);
  const Lanes strands = 0.035f * (noise(theta * 5.0f + 40.0f, lanes(row * 3.0f), plan.salt) - 0.5f);
  Lanes grow = 1.0f + plan.hair_volume + strands;
  if (turn >= 1.0f) {
    const float fall = (turn - 1.0f) / 0.82f;
    p.y = lanes(-fall * (plan.long_hair ? plan.hair_length : 0.6f));
    const float flare =
        plan.long_hair ? 0.16f * bell((fall - 0.6f) * 2.5f) - 0.1f * fall * fall : -0.28f * fall * fall;
    grow += flare;
  }
  p.x *= grow;
  p.z = p.z * grow - 0.02f;
  p.y = select(p.y > 0.0f, p.y * (grow + 0.02f), p.y);
  return {p, theta};
}

Placed ball(Vec3 middle, Vec3 radius, float row, Lanes column) {
  const Lanes theta = kPi * (2.0f * column - 1.0f);
  const float phi = kPi * (0.5f - row), c = cosine(phi);
  return {middle + Vec3Lanes{sine(theta) * c, lanes(sine(phi)), cosine(theta) * c} * radius, theta};
}

Placed neck(const PortraitPlan& plan, float row, Lanes column) {
  const Lanes theta = kPi * (2.0f * column - 1.0f);
  const float radius = (plan.male ? 0.5f : 0.38f) + 0.25f * row * row * row;
  return {{sine(theta) * radius, lanes(-0.55f - 1.2f * row), cosine(theta) * radius * 0.9f - 0.18f}, theta};
}

// A collar around the neck, then the slope of the shoulders, then straight down.
Placed shoulders(const PortraitPlan& plan, float row, Lanes column) {
  const Lanes theta = kPi * (2.0f * column - 1.0f);
  const float throat = plan.male ? 0.54f : 0.43f;
  const float out = clamp01(row / 0.75f), arc = std::sqrt(1.0f - (1.0f - out) * (1.0f - out));
  const float radius = mix(throat, plan.male ? 1.5f : 1.2f, out);
  const float slope = 0.16f * out + 0.42f * (1.0f - std::sqrt(1.0f - 0.98f * out * out));
  const float y = -1.2f - slope - 1.6f * std::max(0.0f, row - 0.75f);
  const Lanes dip = 0.2f * (1.0f - arc) * most(0.0f, cosine(theta));
  return {{sine(theta) * radius, y - dip, cosine(theta) * mix(throat * 0.95f, 0.7f, arc) - 0.16f}, theta};
}

// One lens rim, a flat band bent into a rounded square; bands lie before the eyes and turn with the head.
Placed rim(const PortraitPlan& plan, float side, float row, Lanes column) {
  const Lanes angle = 2.0f * kPi * column, c = cosine(angle), s = sine(angle);
  const Lanes square = 1.0f / root(root(c * c * c * c + s * s * s * s));
  const Lanes reach = plan.glasses_size * mix(1.0f, square, plan.glasses_square * 0.8f) + (row - 0.5f) * 0.2f;
  return {{side * plan.eye_gap * 1.03f + 0.215f * c * reach, 0.05f + 0.175f * s * reach,
           1.0f - 0.09f * c * c * select(side * c > 0.0f, 1.6f, 0.3f) + 0.03f * s},
          Lanes{}};
}

// A straight bar of the glasses from a to b.
Placed bar(Vec3 a, Vec3 b, float row, Lanes column) {
  return {mix(a, b, column) + Vec3{0.0f, 0.045f * (0.5f - row), 0.0f}, Lanes{}};
}

void draw_glasses(const PortraitPlan& plan, const PortraitPose& pose, SurfaceRaster& raster) {
  const float inner = plan.eye_gap * 1.03f - 0.2f * plan.glasses_size;
  const float outer = plan.eye_gap * 1.03f + 0.215f * plan.glasses_size;
  const auto draw_bar = [&](Vec3 from, Vec3 to) {
    raster.draw(sheet(2, 2, Material::kGlasses, pose, [&](float r, Lanes c) { return bar(from, to, r, c); }));
  };
  for (const float side : {-1.0f, 1.0f}) {
    raster.draw(
        sheet(2, 25, Material::kGlasses, pose, [&](float r, Lanes c) { return rim(plan, side, r, c); }));
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

Vec3Lanes PortraitPose::turn(Vec3Lanes v) const {
  const Lanes z = v.z * cos_yaw_ - v.x * sin_yaw_;
  return {v.x * cos_yaw_ + v.z * sin_yaw_, v.y * cos_pitch_ + z * sin_pitch_,
          z * cos_pitch_ - v.y * sin_pitch_};
}

Vec3Lanes PortraitPose::project(Vec3Lanes local) const {
  const Vec3Lanes v = turn(local);
  const Lanes near = unit_ / (1.0f - kPerspective * v.z);
  return {middle_ + (v.x + shift_x_) * near, middle_ - (v.y + shift_y_) * near, v.z};
}

Lanes hair_cover(const PortraitPlan& plan, Lanes height, Lanes theta, float low, float high) {
  const Lanes turn = magnitude(theta);
  const Lanes lean = 0.07f * plan.part_side * theta;
  const float line = plan.fringe ? plan.hairline - 0.42f : plan.hairline;
  const Lanes middle = line + lean - (plan.fringe ? 0.1f : 0.42f) * turn * turn;
  const Lanes opening =
      plan.long_hair ? 1.12f + 0.1f * height : mix(1.9f, 1.22f, smooth(-0.25f, 0.4f, height));
  const Lanes bottom = plan.long_hair ? lanes(1.0f) : height + 0.55f;
  const auto with_jag = [&](auto jag) {
    const Lanes above = height - (middle + jag * (plan.fringe ? 2.0f : 0.8f));
    const Lanes beside = (turn - opening - jag) * 0.7f;
    return most(above, least(beside, bottom));
  };
  // The noise of the hairline costs more than the rest: only places near the line need it.
  const Mask none = with_jag(-kJag) <= low, full = with_jag(kJag) >= high;
  const Lanes sure = select(none, low, high);
  if (!any(~(none | full))) return sure;
  const Lanes jag = 2.0f * kJag * (noise(theta * 9.0f + 30.0f, lanes(2.0f), plan.salt) - 0.5f);
  return select(none | full, sure, least(most(with_jag(jag), low), high));
}

// Where hair_cover is certainly 0 all over the spans. Each value of which it takes the larger or the smaller
// is bounded over the span.
Mask free_of_hair(const PortraitPlan& plan, const SurfaceSpans& spans) {
  constexpr float kRounding = 1e-4f;
  const Lanes turn = most(magnitude(spans.left), magnitude(spans.right));
  const Lanes line = plan.hairline - (plan.fringe ? 0.42f : 0.0f) +
                     0.07f * least(plan.part_side * spans.left, plan.part_side * spans.right);
  const Lanes above =
      spans.high - line + (plan.fringe ? 0.1f : 0.42f) * turn * turn + kJag * (plan.fringe ? 2.0f : 0.8f);
  const Lanes opening =
      plan.long_hair ? 1.12f + 0.1f * spans.low : mix(1.9f, 1.22f, smooth(-0.25f, 0.4f, spans.high));
  const Lanes beside = (turn - opening + kJag) * 0.7f;
  const Lanes bottom = plan.long_hair ? lanes(1.0f) : spans.high + 0.55f;
  return most(above, least(beside, bottom)) < -kRounding;
}

void draw_portrait_surfaces(const PortraitPlan& plan, SurfaceRaster& raster) {
  const PortraitPose head(plan, raster.side(), 1.0f), half(plan, raster.side(), 0.5f);
  const PortraitPose chest(plan, raster.side(), 0.25f);
  raster.draw(sheet(52, 49, Material::kFace, head, [&](float r, Lanes c) { return face(plan, r, c); }));
  for (const float side : {-1.0f, 1.0f}) {
    const Vec3 middle{side * (plan.face_width + 0.03f), -0.04f, -0.08f}, radius{0.07f, 0.21f, 0.12f};
    raster.draw(
        sheet(9, 13, Material::kEar, head, [&](float r, Lanes c) { return ball(middle, radius, r, c); }));
  }
  raster.draw(sheet(8, 25, Material::kNeck, half, [&](float r, Lanes c) { return neck(plan, r, c); }));
  raster.draw(
      sheet(14, 33, Material::kShirt, chest, [&](float r, Lanes c) { return shoulders(plan, r, c); }));
  if (plan.eyeglasses) draw_glasses(plan, head, raster);
  if (!plan.bald) {
    raster.draw(
        sheet(34, 41, Material::kHair, head, [&](float r, Lanes c) { return hair(plan, r, c); }),
        {[&](Lanes height, Lanes theta) { return hair_cover(plan, height, theta, 0.0f, 0.01f) > 0.0f; },
         [&](const SurfaceSpans& spans) { return free_of_hair(plan, spans); }});
  }
}

}  // namespace tasks::procedural
