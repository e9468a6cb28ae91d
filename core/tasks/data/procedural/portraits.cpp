#include "core/tasks/data/procedural/portraits.h"

#include <array>

#include "core/tasks/data/procedural/portraits_paint.h"
#include "core/tasks/data/procedural/portraits_shape.h"
#include "core/tasks/data/procedural/tone.h"

namespace tasks::procedural {
namespace {

constexpr std::array<std::string_view, 2> kLabels = {"face", "eyeglasses"};
constexpr std::array<std::string_view, 3> kContinuous = {"yaw", "light_x", "skin"};
constexpr int kSuper = 3;  // samples along a pixel's side
constexpr int kSamples = kSuper * kSuper;
constexpr std::array<int, kSamples> kSampleX = {0, 1, 2, 0, 1, 2, 0, 1, 2},
                                    kSampleY = {0, 0, 0, 1, 1, 1, 2, 2, 2};

// Which of a pixel's samples to paint: begin, begin + step, ...
struct Stride {
  int begin, step;
};

// Inside one surface fewer samples do: the middle one of the background, five of the face, two of the rest.
Stride stride_of(Material material) {
  if (material == Material::kNone) return {kSamples / 2, kSamples};
  if (material == Material::kFace) return {0, 2};
  return {1, 6};
}

// What the samples of a pixel see.
struct Look {
  Look(const SurfaceRaster& raster, int x, int y) : first(raster.material(x * kSuper, y * kSuper)) {
    if (raster.same_sheet(x * kSuper, y * kSuper, kSuper)) {
      add(first, kSamples);
      return;
    }
    for (int s = 0; s < kSamples; ++s) {
      add(raster.material(x * kSuper + kSampleX[s], y * kSuper + kSampleY[s]), 1);
    }
  }

  Material first;
  bool mixed = false;
  int skin = 0, glasses = 0;  // samples

 private:
  void add(Material material, int samples) {
    mixed = mixed || material != first;
    if (material == Material::kGlasses) glasses += samples;
    if (material == Material::kFace || material == Material::kGlasses) skin += samples;
  }
};

// Colours samples of one material as soon as there are four.
class Brush {
 public:
  Brush(Material material, const SurfaceRaster& raster, const PortraitPaint& paint)
      : material_(material),
        raster_(raster),
        paint_(paint),
        step_(1.0f / static_cast<float>(raster.side())) {}

  void add(int x, int y, Lanes* color) {
    x_[count_] = x;
    y_[count_] = y;
    colors_[count_] = color;
    if (++count_ == kLanes) paint();
  }

  void finish() {
    if (count_ > 0) paint();
  }

 private:
  void paint() {
    const Vec3Lanes color = material_ == Material::kNone ? background() : surface();
    const std::array<Lanes, kLanes> colors = transposed({color.x, color.y, color.z, Lanes{}});
    for (int i = 0; i < count_; ++i) *colors_[i] = colors[i];
    count_ = 0;
  }

  Vec3Lanes background() const { return paint_.background(number(x_) * step_, number(y_) * step_); }

  // Lanes without a sample repeat the last one that has one.
  Vec3Lanes surface() {
    for (int i = count_; i < kLanes; ++i) {
      x_[i] = x_[count_ - 1];
      y_[i] = y_[count_ - 1];
    }
    return paint_.color(material_, raster_.at(x_, y_));
  }

  Material material_;
  const SurfaceRaster& raster_;
  const PortraitPaint& paint_;
  float step_;
  Ints x_{}, y_{};
  Lanes* colors_[kLanes] = {};
  int count_ = 0;
};

struct Extent {
  int x0 = 1 << 20, y0 = 1 << 20, x1 = -1, y1 = -1;

  void add(int x, int y) {
    x0 = std::min(x0, x);
    y0 = std::min(y0, y);
    x1 = std::max(x1, x);
    y1 = std::max(y1, y);
  }
};

void describe(const PortraitPlan& plan, const std::array<Extent, 2>& extents, Scene& scene) {
  for (std::size_t i = 0; i < extents.size(); ++i) {
    const Extent& e = extents[i];
    if (e.x1 < 0) continue;
    scene.objects.push_back({std::string(kLabels[i]), e.x0, e.y0, e.x1 - e.x0 + 1, e.y1 - e.y0 + 1});
  }
  const auto flag = [&](std::string_view name, bool on) {
    scene.attributes.emplace_back(name, on ? 1.0f : 0.0f);
  };
  const auto hair = [&](HairColor color) { return !plan.bald && plan.hair_color_name == color; };
  flag("male", plan.male);
  flag("smiling", plan.smiling);
  flag("eyeglasses", plan.eyeglasses);
  flag("bald", plan.bald);
  flag("long_hair", plan.long_hair && !plan.bald);
  flag("fringe", plan.fringe && !plan.bald);
  flag("black_hair", hair(HairColor::kBlack));
  flag("brown_hair", hair(HairColor::kBrown));
  flag("blond_hair", hair(HairColor::kBlond));
  flag("gray_hair", hair(HairColor::kGray));
  scene.attributes.emplace_back(kContinuous[0], plan.yaw);
  scene.attributes.emplace_back(kContinuous[1], plan.light_x);
  scene.attributes.emplace_back(kContinuous[2], plan.skin);
}

}  // namespace

std::span<const std::string_view> portrait_labels() {
  return kLabels;
}

std::span<const std::string_view> portrait_continuous_attributes() {
  return kContinuous;
}

Scene render_portrait(const PortraitPlan& plan, int size) {
  SurfaceRaster raster(size * kSuper);
  draw_portrait_surfaces(plan, raster);
  const PortraitPaint paint(plan);
  std::vector<Brush> brushes;
  for (int material = 0; material < kMaterials; ++material) {
    brushes.emplace_back(static_cast<Material>(material), raster, paint);
  }
  Scene scene;
  scene.image = core::Image(size, size, 3);
  std::array<Extent, 2> extents;
  std::vector<std::array<Lanes, kSamples>> colors(size);
  std::vector<Stride> strides(size);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const Look look(raster, x, y);
      if (look.skin * 2 >= kSamples) extents[0].add(x, y);
      if (look.glasses * 4 >= kSamples) extents[1].add(x, y);
      strides[x] = look.mixed ? Stride{0, 1} : stride_of(look.first);
      for (int s = strides[x].begin; s < kSamples; s += strides[x].step) {
        const int sx = x * kSuper + kSampleX[s], sy = y * kSuper + kSampleY[s];
        const Material material = look.mixed ? raster.material(sx, sy) : look.first;
        brushes[static_cast<int>(material)].add(sx, sy, &colors[x][s]);
      }
    }
    for (Brush& brush : brushes) brush.finish();
    for (int x = 0; x < size; ++x) {
      Lanes sum{};
      int count = 0;
      for (int s = strides[x].begin; s < kSamples; s += strides[x].step, ++count) sum = sum + colors[x][s];
      store_srgb(sum * (1.0f / static_cast<float>(count)), scene.image.at(x, y));
    }
  }
  describe(plan, extents, scene);
  return scene;
}

}  // namespace tasks::procedural
