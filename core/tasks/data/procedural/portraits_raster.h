#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/tasks/data/procedural/vec3.h"

namespace tasks::procedural {

enum class Material : std::uint8_t { kNone, kFace, kEar, kNeck, kShirt, kHair, kGlasses };
inline constexpr int kMaterials = 7;

/// A point of a surface.
struct SurfacePoint {
  Lanes place;   ///< x, y, z on the head (before turning) and the angle around the head, 0 = front
  Lanes normal;  ///< outward: x, y, z, 0
};

/// rows x columns connected points, rows from top to bottom, columns from left to right.
struct SurfaceSheet {
  SurfaceSheet(int height, int width, Material made_of);

  int rows, columns;
  Material material;
  // Each with room for kLanes more, so that the last points of a row can be worked on four at a time.
  std::unique_ptr<SurfacePoint[]> points;
  std::unique_ptr<float[]> x, y, z;  ///< where the points are seen
};

/// What four samples of the picture see, all of one material.
struct SurfaceSamples {
  Vec3Lanes local, normal;
  Lanes theta;
};

/// What four parts of a surface span, in height on the head and in angle around it.
struct SurfaceSpans {
  Lanes low, high, left, right;
};

/// Where a surface is there.
struct SurfaceCover {
  /// Asked for four samples, by height and angle; empty: everywhere.
  std::function<Mask(Lanes height, Lanes theta)> at;
  /// Holds only where `at` does nowhere in the span.
  std::function<Mask(const SurfaceSpans& spans)> none;
};

/// A square buffer of samples with a depth test. View x and y are in sample units, y down.
class SurfaceRaster {
 public:
  explicit SurfaceRaster(int side);

  int side() const { return side_; }

  void draw(SurfaceSheet sheet, const SurfaceCover& cover = {});

  Material material(int x, int y) const { return materials_[triangles()[index(x, y)] >> 24]; }

  /// Whether all of count x count samples, x and y the first, see the same sheet; count up to kLanes.
  bool same_sheet(int x, int y, int count) const;
  /// The samples at four places, of which none is empty.
  SurfaceSamples at(Ints x, Ints y) const;

 private:
  struct Box {
    int x0, x1, y0, y1;
  };

  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * stride_ + x; }

  void draw_squares(const SurfaceSheet& sheet, int point, Mask wanted, const SurfaceCover& cover);
  template <bool kCovered>
  void draw_triangle(const SurfaceSheet& sheet, int point, int half, const Box& box,
                     const SurfaceCover& cover);

  const std::uint32_t* triangles() const { return planes_.data() + plane_; }

  int side_, stride_;
  // A plane of depths (their bits), then a plane of the triangles that are nearest so far, as pack() gives
  // them. Both are one piece of memory: two smaller ones would be given back to the system and fetched again
  // with every picture.
  std::size_t plane_;
  std::vector<std::uint32_t> planes_;
  std::vector<SurfaceSheet> sheets_;
  std::array<Material, 256> materials_{};  // by the sheet's number
};

}  // namespace tasks::procedural
