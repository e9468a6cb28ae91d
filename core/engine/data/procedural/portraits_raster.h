#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/engine/data/procedural/vec3.h"

namespace engine::procedural {

enum class Material : std::uint8_t { kNone, kFace, kEar, kNeck, kShirt, kHair, kGlasses };

/// A point of a surface: where it sits on the head (before turning), where it is seen, and its outward
/// normal.
struct SurfacePoint {
  Vec3 local, view, normal;
  float theta = 0.0f;  ///< angle around the head, 0 = front
};

/// rows x columns connected points, rows from top to bottom, columns from left to right.
struct SurfaceSheet {
  int rows = 0, columns = 0;
  Material material = Material::kNone;
  std::vector<SurfacePoint> points;
};

/// What one sample of the picture sees.
struct SurfaceSample {
  Material material = Material::kNone;
  Vec3 local, normal;
  float theta = 0.0f;
};

/// A square buffer of samples with a depth test. View x and y are in sample units, y down.
class SurfaceRaster {
 public:
  /// Asked per sample whether the surface is there; empty: everywhere.
  using Keep = std::function<bool(Vec3 local, float theta)>;

  explicit SurfaceRaster(int side) : side_(side), cells_(static_cast<std::size_t>(side) * side) {}

  int side() const { return side_; }

  void draw(SurfaceSheet sheet, const Keep& keep = {});
  Material material(int x, int y) const;
  SurfaceSample at(int x, int y) const;

 private:
  // The nearest triangle so far and the place in it; everything else is worked out when asked for.
  struct Cell {
    float depth = -1e9f;
    std::uint32_t triangle = 0;  // sheet number, corner's index, half of the square: see pack()
    float b = 0.0f, c = 0.0f;    // weights of the second and the third corner
  };

  struct Corners {
    const SurfacePoint *a, *b, *c;
  };

  Corners corners(std::uint32_t triangle) const;
  void draw_triangle(std::uint32_t triangle, const Keep& keep);

  int side_;
  std::vector<Cell> cells_;
  std::vector<SurfaceSheet> sheets_;
};

}  // namespace engine::procedural
