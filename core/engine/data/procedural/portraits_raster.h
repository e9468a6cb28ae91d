#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/data/procedural/vec3.h"

namespace engine {

enum class Material : std::uint8_t { kNone, kFace, kEar, kNeck, kShirt, kHair, kGlasses };

/// A point of a surface: where it sits on the head (before turning), where it is seen, and its outward
/// normal.
struct SurfacePoint {
  Vec3 local, view, normal;
  float theta = 0.0f;  ///< angle around the head, 0 = front
};

/// What one sample of the picture sees.
struct SurfaceSample {
  float depth = -1e9f;  ///< view z; larger is nearer
  Material material = Material::kNone;
  Vec3 local, normal;
  float theta = 0.0f;
};

/// A square buffer of samples with a depth test. View x and y are in sample units, y down.
class SurfaceRaster {
 public:
  explicit SurfaceRaster(int side) : side_(side), samples_(static_cast<std::size_t>(side) * side) {}

  int side() const { return side_; }

  const SurfaceSample& at(int x, int y) const { return samples_[static_cast<std::size_t>(y) * side_ + x]; }

  /// Draws rows x columns points as a connected sheet. `keep` is asked per sample; false leaves a hole.
  template <class Keep>
  void draw_grid(const std::vector<SurfacePoint>& points, int rows, int columns, Material material,
                 Keep keep);

 private:
  template <class Keep>
  void draw_triangle(const SurfacePoint& a, const SurfacePoint& b, const SurfacePoint& c, Material material,
                     Keep keep);

  int side_;
  std::vector<SurfaceSample> samples_;
};

template <class Keep>
void SurfaceRaster::draw_grid(const std::vector<SurfacePoint>& points, int rows, int columns,
                              Material material, Keep keep) {
  for (int r = 0; r + 1 < rows; ++r) {
    for (int c = 0; c + 1 < columns; ++c) {
      const SurfacePoint* p = points.data() + r * columns + c;
      draw_triangle(p[0], p[1], p[columns], material, keep);
      draw_triangle(p[1], p[columns + 1], p[columns], material, keep);
    }
  }
}

template <class Keep>
void SurfaceRaster::draw_triangle(const SurfacePoint& a, const SurfacePoint& b, const SurfacePoint& c,
                                  Material material, Keep keep) {
  const Vec3 p = a.view, q = b.view, s = c.view;
  const float area = (q.x - p.x) * (s.y - p.y) - (q.y - p.y) * (s.x - p.x);
  // Seen from behind: only hair and glasses are thin enough to show their inside.
  if (area == 0.0f || (area < 0.0f && material < Material::kHair)) return;
  const int x0 = std::max(0, static_cast<int>(std::ceil(std::min({p.x, q.x, s.x}) - 0.5f)));
  const int x1 = std::min(side_ - 1, static_cast<int>(std::floor(std::max({p.x, q.x, s.x}) - 0.5f)));
  const int y0 = std::max(0, static_cast<int>(std::ceil(std::min({p.y, q.y, s.y}) - 0.5f)));
  const int y1 = std::min(side_ - 1, static_cast<int>(std::floor(std::max({p.y, q.y, s.y}) - 0.5f)));
  if (x0 > x1 || y0 > y1) return;
  const float scale = 1.0f / area;
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      const float px = x + 0.5f, py = y + 0.5f;
      const float wb = ((px - p.x) * (s.y - p.y) - (py - p.y) * (s.x - p.x)) * scale;
      const float wc = ((q.x - p.x) * (py - p.y) - (q.y - p.y) * (px - p.x)) * scale;
      const float wa = 1.0f - wb - wc;
      if (wa < 0.0f || wb < 0.0f || wc < 0.0f) continue;
      SurfaceSample& sample = samples_[static_cast<std::size_t>(y) * side_ + x];
      const float depth = p.z * wa + q.z * wb + s.z * wc;
      if (depth <= sample.depth) continue;
      const Vec3 local = a.local * wa + b.local * wb + c.local * wc;
      const float theta = a.theta * wa + b.theta * wb + c.theta * wc;
      if (!keep(local, theta)) continue;
      sample = {depth, material, local, a.normal * wa + b.normal * wb + c.normal * wc, theta};
    }
  }
}

}  // namespace engine
