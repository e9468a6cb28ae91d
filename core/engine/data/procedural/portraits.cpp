#include "core/engine/data/procedural/portraits.h"

#include <array>

#include "core/engine/data/procedural/portraits_paint.h"
#include "core/engine/data/procedural/portraits_shape.h"
#include "core/engine/data/procedural/tone.h"

namespace engine::procedural {
namespace {

constexpr std::array<std::string_view, 2> kLabels = {"face", "eyeglasses"};
constexpr std::array<std::string_view, 3> kContinuous = {"yaw", "light_x", "skin"};
constexpr int kSuper = 3;  // samples along a pixel's side
constexpr int kSamples = kSuper * kSuper;

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
  const float step = 1.0f / static_cast<float>(raster.side());
  Scene scene;
  scene.image = core::Image(size, size, 3);
  std::array<Extent, 2> extents;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      int skin = 0, glasses = 0;
      const Material first = raster.material(x * kSuper, y * kSuper);
      bool mixed = false;
      for (int s = 0; s < kSamples; ++s) {
        const Material material = raster.material(x * kSuper + s % kSuper, y * kSuper + s / kSuper);
        mixed = mixed || material != first;
        glasses += material == Material::kGlasses;
        skin += material == Material::kFace || material == Material::kGlasses;
      }
      if (skin * 2 >= kSamples) extents[0].add(x, y);
      if (glasses * 4 >= kSamples) extents[1].add(x, y);
      const Stride stride = mixed ? Stride{0, 1} : stride_of(first);
      Vec3 sum;
      int count = 0;
      for (int s = stride.begin; s < kSamples; s += stride.step, ++count) {
        const int sx = x * kSuper + s % kSuper, sy = y * kSuper + s / kSuper;
        const SurfaceSample sample = raster.at(sx, sy);
        sum = sum + (sample.material == Material::kNone ? paint.background(sx * step, sy * step)
                                                        : paint.color(sample));
      }
      store_srgb(sum * (1.0f / static_cast<float>(count)), scene.image.at(x, y));
    }
  }
  describe(plan, extents, scene);
  return scene;
}

}  // namespace engine::procedural
