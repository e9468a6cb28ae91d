#include "core/engine/data/procedural/portraits_raster.h"

#include <utility>

namespace engine::procedural {
namespace {

// Sheet number + 1 in the upper 8 bits (0 = nothing there), then the square's first point, then its half.
std::uint32_t pack(std::size_t sheet, int point, int half) {
  return static_cast<std::uint32_t>(sheet + 1) << 24 | static_cast<std::uint32_t>(point) << 1 |
         static_cast<std::uint32_t>(half);
}

// The smallest index from 0 on that is not below x.
int first_at_least(float x) {
  if (x <= 0.0f) return 0;
  const int i = static_cast<int>(x);
  return i + (x > static_cast<float>(i) ? 1 : 0);
}

}  // namespace

SurfaceRaster::Corners SurfaceRaster::corners(std::uint32_t triangle) const {
  const SurfaceSheet& sheet = sheets_[(triangle >> 24) - 1];
  const SurfacePoint* p = sheet.points.data() + ((triangle & 0xFFFFFFu) >> 1);
  if (triangle & 1u) return {p + 1, p + sheet.columns + 1, p + sheet.columns};
  return {p, p + 1, p + sheet.columns};
}

Material SurfaceRaster::material(int x, int y) const {
  const std::uint32_t triangle = cells_[static_cast<std::size_t>(y) * side_ + x].triangle;
  return triangle == 0 ? Material::kNone : sheets_[(triangle >> 24) - 1].material;
}

SurfaceSample SurfaceRaster::at(int x, int y) const {
  const Cell& cell = cells_[static_cast<std::size_t>(y) * side_ + x];
  if (cell.triangle == 0) return {};
  const auto [a, b, c] = corners(cell.triangle);
  const float wa = 1.0f - cell.b - cell.c;
  return {sheets_[(cell.triangle >> 24) - 1].material, a->local * wa + b->local * cell.b + c->local * cell.c,
          a->normal * wa + b->normal * cell.b + c->normal * cell.c,
          a->theta * wa + b->theta * cell.b + c->theta * cell.c};
}

void SurfaceRaster::draw(SurfaceSheet sheet, const Keep& keep) {
  sheets_.push_back(std::move(sheet));
  const SurfaceSheet& drawn = sheets_.back();
  for (int row = 0; row + 1 < drawn.rows; ++row) {
    for (int column = 0; column + 1 < drawn.columns; ++column) {
      for (int half = 0; half < 2; ++half) {
        draw_triangle(pack(sheets_.size() - 1, row * drawn.columns + column, half), keep);
      }
    }
  }
}

void SurfaceRaster::draw_triangle(std::uint32_t triangle, const Keep& keep) {
  const auto [a, b, c] = corners(triangle);
  const Vec3 p = a->view, q = b->view, s = c->view;
  const float area = (q.x - p.x) * (s.y - p.y) - (q.y - p.y) * (s.x - p.x);
  // Seen from behind: only hair and glasses are thin enough to show their inside.
  const bool two_sided = sheets_.back().material >= Material::kHair;
  if (area == 0.0f || (area < 0.0f && !two_sided)) return;
  const float right = std::max({p.x, q.x, s.x}) - 0.5f, bottom = std::max({p.y, q.y, s.y}) - 0.5f;
  if (right < 0.0f || bottom < 0.0f) return;
  const int x0 = first_at_least(std::min({p.x, q.x, s.x}) - 0.5f),
            x1 = std::min(side_ - 1, static_cast<int>(right));
  const int y0 = first_at_least(std::min({p.y, q.y, s.y}) - 0.5f),
            y1 = std::min(side_ - 1, static_cast<int>(bottom));
  const float scale = 1.0f / area;
  for (int y = y0; y <= y1; ++y) {
    const float dy = y + 0.5f - p.y, b_row = dy * (s.x - p.x), c_row = (q.x - p.x) * dy;
    for (int x = x0; x <= x1; ++x) {
      const float dx = x + 0.5f - p.x;
      const float wb = (dx * (s.y - p.y) - b_row) * scale;
      const float wc = (c_row - (q.y - p.y) * dx) * scale;
      const float wa = 1.0f - wb - wc;
      if (wa < 0.0f || wb < 0.0f || wc < 0.0f) continue;
      Cell& cell = cells_[static_cast<std::size_t>(y) * side_ + x];
      const float depth = p.z * wa + q.z * wb + s.z * wc;
      if (depth <= cell.depth) continue;
      if (keep && !keep(a->local * wa + b->local * wb + c->local * wc,
                        a->theta * wa + b->theta * wb + c->theta * wc)) {
        continue;
      }
      cell = {depth, triangle, wb, wc};
    }
  }
}

}  // namespace engine::procedural
