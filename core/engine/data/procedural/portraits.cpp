#include "core/engine/data/procedural/portraits.h"

#include <array>

#include "core/engine/data/procedural/portraits_paint.h"
#include "core/engine/data/procedural/portraits_shape.h"
#include "core/engine/data/procedural/tone.h"

namespace engine {
namespace {

constexpr std::array<std::string_view, 2> kLabels = {"face", "eyeglasses"};
constexpr std::array<std::string_view, 3> kContinuous = {"yaw", "light_x", "skin"};
constexpr int kSuper = 2;  // samples along a pixel's side

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
  draw_portrait_surfaces(plan, PortraitView(plan, raster.side()), raster);
  const PortraitPaint paint(plan);
  const float step = 1.0f / static_cast<float>(raster.side());
  Scene scene;
  scene.image = core::Image(size, size, 3);
  std::array<Extent, 2> extents;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      Vec3 sum;
      int skin = 0, glasses = 0;
      for (int s = 0; s < kSuper * kSuper; ++s) {
        const int sx = x * kSuper + s % kSuper, sy = y * kSuper + s / kSuper;
        const SurfaceSample& sample = raster.at(sx, sy);
        glasses += sample.material == Material::kGlasses;
        skin += sample.material == Material::kFace || sample.material == Material::kGlasses;
        sum = sum + (sample.material == Material::kNone ? paint.background(sx * step, sy * step)
                                                        : paint.color(sample));
      }
      if (skin * 2 >= kSuper * kSuper) extents[0].add(x, y);
      if (glasses > 0) extents[1].add(x, y);
      store_srgb(sum * (1.0f / (kSuper * kSuper)), scene.image.at(x, y));
    }
  }
  describe(plan, extents, scene);
  return scene;
}

}  // namespace engine
