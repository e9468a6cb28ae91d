#include "core/tasks/data/procedural/portraits_raster.h"

#include <bit>
#include <utility>

namespace tasks::procedural {
namespace {

constexpr float kFar = -1e9f;

// Sheet number + 1 in the upper 8 bits (0 = nothing there), then the square's first point, then its half.
std::uint32_t pack(std::size_t sheet, int point, int half) {
  return static_cast<std::uint32_t>(sheet + 1) << 24 | static_cast<std::uint32_t>(point) << 1 |
         static_cast<std::uint32_t>(half);
}

// The points of a triangle's corners: half of the square between a point, its right, lower, and lower right
// neighbour.
struct Corners {
  Corners(int point, int half, int columns)
      : a(point + half), b(point + 1 + half * columns), c(point + columns) {}

  int a, b, c;
};

// The smallest index from 0 on that is not below x.
Ints first_at_least(Lanes x) {
  const Ints i = whole(x);
  return select(x <= 0.0f, 0, i - (x > number(i)));
}

Ints last_at_most(Lanes x, int last) {
  const Ints i = whole(x);
  return select(i < last, i, Ints{} + last);
}

template <class V>
void store_where(Mask mask, V value, std::uint32_t* to) {
  const V kept = mask ? value : load<V>(to);
  std::memcpy(to, &kept, sizeof kept);
}

// A triangle as it is seen: the first corner, the way from there to the other two, and twice the area,
// negative from behind. With Lanes, four of them. Drawing and looking up agree to the bit.
template <class T>
struct Flat {
  Flat(T ax, T ay, T bx, T by, T cx, T cy)
      : px(ax), py(ay), qx(bx - ax), qy(by - ay), sx(cx - ax), sy(cy - ay), area(qx * sy - qy * sx) {}

  T px, py, qx, qy, sx, sy, area;
};

// Weights of a triangle's second and third corner at (dx, dy) from the first.
struct Weights {
  Weights(const Flat<Lanes>& flat, Lanes dx, Lanes dy, Lanes scale)
      : b((dx * flat.sy - dy * flat.sx) * scale), c((flat.qx * dy - flat.qy * dx) * scale) {}

  Lanes b, c;
};

SurfaceSpans spans_of(const SurfacePoint* above, const SurfacePoint* below) {
  std::array<Lanes, kLanes> low, high;
  for (int i = 0; i < kLanes; ++i) {
    low[i] = least(least(above[i].place, above[i + 1].place), least(below[i].place, below[i + 1].place));
    high[i] = most(most(above[i].place, above[i + 1].place), most(below[i].place, below[i + 1].place));
  }
  const auto lows = transposed(low), highs = transposed(high);
  return {lows[1], highs[1], lows[3], highs[3]};
}

template <class T>
std::unique_ptr<T[]> room_for(int rows, int columns) {
  return std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(rows) * columns + kLanes);
}

}  // namespace

SurfaceSheet::SurfaceSheet(int height, int width, Material made_of)
    : rows(height),
      columns(width),
      material(made_of),
      points(room_for<SurfacePoint>(height, width)),
      x(room_for<float>(height, width)),
      y(room_for<float>(height, width)),
      z(room_for<float>(height, width)) {}

// Four samples are drawn at a time: a row ends in some that nobody looks at.
SurfaceRaster::SurfaceRaster(int side)
    : side_(side), stride_(side + kLanes - 1), plane_(index(0, side)), planes_(2 * plane_) {
  std::fill_n(planes_.begin(), plane_, std::bit_cast<std::uint32_t>(kFar));
}

bool SurfaceRaster::same_sheet(int x, int y, int count) const {
  const Bits first = Bits{} + triangles()[index(x, y)];
  Bits different{};
  for (int row = 0; row < count; ++row) different |= load<Bits>(triangles() + index(x, y + row)) ^ first;
  const Mask looked_at = counted(0.0f) < static_cast<float>(count);
  return !any(looked_at & reinterpret_cast<Ints>(different >> 24));
}

SurfaceSamples SurfaceRaster::at(Ints x, Ints y) const {
  std::array<const SurfacePoint*, kLanes> a, b, c;
  std::array<Lanes, kLanes> ab_seen, c_seen;
  for (int i = 0; i < kLanes; ++i) {
    const std::uint32_t triangle = triangles()[index(x[i], y[i])];
    const SurfaceSheet& sheet = sheets_[(triangle >> 24) - 1];
    const Corners at(static_cast<int>(triangle & 0xFFFFFFu) >> 1, static_cast<int>(triangle & 1u),
                     sheet.columns);
    ab_seen[i] = Lanes{sheet.x[at.a], sheet.y[at.a], sheet.x[at.b], sheet.y[at.b]};
    c_seen[i] = Lanes{sheet.x[at.c], sheet.y[at.c], 0.0f, 0.0f};
    a[i] = &sheet.points[at.a];
    b[i] = &sheet.points[at.b];
    c[i] = &sheet.points[at.c];
  }
  const auto [ax, ay, bx, by] = transposed(ab_seen);
  const auto c_across = transposed(c_seen);
  const Flat<Lanes> flat(ax, ay, bx, by, c_across[0], c_across[1]);
  const Weights w(flat, number(x) + 0.5f - flat.px, number(y) + 0.5f - flat.py, 1.0f / flat.area);
  const Lanes wa = 1.0f - w.b - w.c;
  std::array<Lanes, kLanes> places, normals;
  for (int i = 0; i < kLanes; ++i) {
    places[i] = a[i]->place * wa[i] + b[i]->place * w.b[i] + c[i]->place * w.c[i];
    normals[i] = a[i]->normal * wa[i] + b[i]->normal * w.b[i] + c[i]->normal * w.c[i];
  }
  const auto place = transposed(places), normal = transposed(normals);
  return {{place[0], place[1], place[2]}, {normal[0], normal[1], normal[2]}, place[3]};
}

void SurfaceRaster::draw(SurfaceSheet sheet, const SurfaceCover& cover) {
  sheets_.push_back(std::move(sheet));
  const SurfaceSheet& drawn = sheets_.back();
  materials_[sheets_.size()] = drawn.material;
  for (int row = 0; row + 1 < drawn.rows; ++row) {
    for (int column = 0; column + 1 < drawn.columns; column += kLanes) {
      const int point = row * drawn.columns + column;
      Mask wanted = counted(0.0f) < static_cast<float>(drawn.columns - 1 - column);
      if (cover.none)
        wanted &= ~cover.none(spans_of(&drawn.points[point], &drawn.points[point + drawn.columns]));
      if (any(wanted)) draw_squares(drawn, point, wanted, cover);
    }
  }
}

void SurfaceRaster::draw_squares(const SurfaceSheet& sheet, int point, Mask wanted,
                                 const SurfaceCover& cover) {
  // Seen from behind: only hair and glasses are thin enough to show their inside.
  const bool two_sided = sheet.material >= Material::kHair;
  std::array<Ints, 2> x0, x1, y0, y1;
  std::array<Mask, 2> visible;
  for (int half = 0; half < 2; ++half) {
    const Corners at(point, half, sheet.columns);
    const Lanes ax = load<Lanes>(&sheet.x[at.a]), bx = load<Lanes>(&sheet.x[at.b]),
                cx = load<Lanes>(&sheet.x[at.c]);
    const Lanes ay = load<Lanes>(&sheet.y[at.a]), by = load<Lanes>(&sheet.y[at.b]),
                cy = load<Lanes>(&sheet.y[at.c]);
    const Lanes area = Flat<Lanes>(ax, ay, bx, by, cx, cy).area;
    const Lanes right = most(most(ax, bx), cx) - 0.5f, bottom = most(most(ay, by), cy) - 0.5f;
    x0[half] = first_at_least(least(least(ax, bx), cx) - 0.5f);
    y0[half] = first_at_least(least(least(ay, by), cy) - 0.5f);
    x1[half] = last_at_most(right, side_ - 1);
    y1[half] = last_at_most(bottom, side_ - 1);
    visible[half] = wanted & (two_sided ? area != 0.0f : area > 0.0f) & (right >= 0.0f) & (bottom >= 0.0f) &
                    (x0[half] <= x1[half]) & (y0[half] <= y1[half]);
  }
  if (!any(visible[0] | visible[1])) return;
  for (int i = 0; i < kLanes; ++i) {
    for (int half = 0; half < 2; ++half) {
      if (visible[half][i] == 0) continue;
      const Box box{x0[half][i], x1[half][i], y0[half][i], y1[half][i]};
      if (cover.at) {
        draw_triangle<true>(sheet, point + i, half, box, cover);
      } else {
        draw_triangle<false>(sheet, point + i, half, box, cover);
      }
    }
  }
}

template <bool kCovered>
void SurfaceRaster::draw_triangle(const SurfaceSheet& sheet, int point, int half, const Box& box,
                                  const SurfaceCover& cover) {
  const auto [a, b, c] = Corners(point, half, sheet.columns);
  const Flat<Lanes> flat(lanes(sheet.x[a]), lanes(sheet.y[a]), lanes(sheet.x[b]), lanes(sheet.y[b]),
                         lanes(sheet.x[c]), lanes(sheet.y[c]));
  const Lanes scale = 1.0f / flat.area, last = lanes(static_cast<float>(box.x1));
  const Lanes az = lanes(sheet.z[a]), bz = lanes(sheet.z[b]), cz = lanes(sheet.z[c]);
  const Bits triangle = Bits{} + pack(sheets_.size() - 1, point, half);
  std::uint32_t* depths = &planes_[index(0, box.y0)];
  const Lanes first = counted(static_cast<float>(box.x0));
  for (int y = box.y0; y <= box.y1; ++y, depths += stride_) {
    const Lanes dy = lanes(static_cast<float>(y) + 0.5f) - flat.py;
    Lanes columns = first;
    for (int x = box.x0; x <= box.x1; x += kLanes, columns += static_cast<float>(kLanes)) {
      const Weights w(flat, columns + 0.5f - flat.px, dy, scale);
      const Lanes wa = 1.0f - w.b - w.c;
      const Lanes depth = az * wa + bz * w.b + cz * w.c;
      Mask nearer =
          (least(least(wa, w.b), w.c) >= 0.0f) & (depth > load<Lanes>(depths + x)) & (columns <= last);
      if (!any(nearer)) continue;
      if (kCovered) {
        const Lanes p = sheet.points[a].place, q = sheet.points[b].place, s = sheet.points[c].place;
        nearer &= cover.at(p[1] * wa + q[1] * w.b + s[1] * w.c, p[3] * wa + q[3] * w.b + s[3] * w.c);
      }
      store_where(nearer, depth, depths + x);
      store_where(nearer, triangle, depths + plane_ + x);
    }
  }
}

}  // namespace tasks::procedural
