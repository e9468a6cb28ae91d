#include "core/tasks/data/procedural/rooms.h"

#include "core/tasks/data/procedural/rooms_furniture.h"
#include "core/tasks/data/procedural/tone.h"

namespace tasks::procedural {
namespace {

constexpr std::array<std::string_view, kRoomThings> kLabels = {"window", "bed",     "lamp",
                                                               "door",   "picture", "mirror"};
constexpr std::array<std::string_view, 2> kContinuous = {"warmth", "light_x"};

// Offsets inside a pixel: these always, four more where surfaces meet.
constexpr std::array<std::array<float, 2>, 2> kOffsets = {{{0.25f, 0.333f}, {0.75f, 0.667f}}};
constexpr Lanes kEdgeX = {0.583f, 0.417f, 0.083f, 0.917f}, kEdgeY = {0.083f, 0.917f, 0.75f, 0.25f};
constexpr int kBaseSamples = 2;
constexpr int kEdgeSamples = 6;
constexpr int kMinSide = 2;              // pixels: smaller boxes are dropped
constexpr float kMinVisible = 0.15f;     // share of a thing that must be seen
constexpr float kHorizonShift = -0.13f;  // a little more floor than ceiling

struct Extent {
  int x0 = 1 << 20, y0 = 1 << 20, x1 = -1, y1 = -1;
  int seen = 0, crossed = 0;
};

class Camera {
 public:
  Camera(const RoomPlan& plan, int size) : plan_(plan), step_(2.0f / size) {
    // Small angles: one step of Newton keeps (cosine, sine) on the circle without the library's sine.
    const float a = plan.camera_yaw;
    sine_ = a - a * a * a / 6.0f;
    cosine_ = std::sqrt(1.0f - sine_ * sine_);
  }

  Rays rays(Lanes x, Lanes y) const {
    const float f = plan_.focal;
    const Lanes px = x * step_ - 1.0f, py = 1.0f - y * step_ + kHorizonShift;
    return {{plan_.camera_x, plan_.camera_y, 0.0f}, {px * cosine_ + f * sine_, py, f * cosine_ - px * sine_}};
  }

 private:
  const RoomPlan& plan_;
  float step_, sine_, cosine_;
};

struct Sample {
  Lanes color;               // red, green, blue, 0
  int part, thing, crossed;  // as in RoomHits
};

// What the samples of one pixel met; `weight` makes pixels with few and with many samples count alike.
void count(const std::array<Sample, kEdgeSamples>& pixel, int samples, int x, int y,
           std::array<Extent, kRoomThings>& extents) {
  int crossed = 0;
  for (int s = 0; s < samples; ++s) crossed |= pixel[s].crossed;
  const int weight = kEdgeSamples / samples;
  for (int thing = 0; crossed >> thing != 0; ++thing) {
    int seen = 0;
    Extent& e = extents[thing];
    for (int s = 0; s < samples; ++s) {
      seen += pixel[s].thing == thing;
      e.crossed += weight * (pixel[s].crossed >> thing & 1);
    }
    e.seen += weight * seen;
    if (seen * 2 < samples) continue;
    e.x0 = std::min(e.x0, x);
    e.y0 = std::min(e.y0, y);
    e.x1 = std::max(e.x1, x);
    e.y1 = std::max(e.y1, y);
  }
}

void describe(const RoomPlan& plan, const std::array<Extent, kRoomThings>& extents, Scene& scene) {
  for (int thing = 0; thing < kRoomThings; ++thing) {
    scene.attributes.emplace_back(kLabels[thing], plan.present[thing] ? 1.0f : 0.0f);
    const Extent& e = extents[thing];
    const int width = e.x1 - e.x0 + 1, height = e.y1 - e.y0 + 1;
    if (e.x1 < 0 || width < kMinSide || height < kMinSide || e.seen < kMinVisible * e.crossed) continue;
    scene.objects.push_back({std::string(kLabels[thing]), e.x0, e.y0, width, height});
  }
  scene.attributes.emplace_back(kContinuous[0], plan.warmth);
  scene.attributes.emplace_back(kContinuous[1], plan.light_x);
}

}  // namespace

std::span<const std::string_view> room_labels() {
  return kLabels;
}

std::span<const std::string_view> room_continuous_attributes() {
  return kContinuous;
}

Scene render_room(const RoomPlan& plan, int size) {
  const RoomLight light(plan);
  const RoomShell shell(plan, light, 2.0f / (static_cast<float>(size) * plan.focal));
  const RoomFurniture furniture(plan, light);
  const Camera camera(plan, size);
  const auto trace = [&](Lanes x, Lanes y, int wanted, auto sample_of) {
    const Rays rays = camera.rays(x, y);
    const ShellHits walls = shell.meet(rays);
    RoomHits hits;
    const Mask covered = furniture.trace(rays, walls.distance, hits);
    shell.paint(rays, walls, ~covered, hits);
    const std::array<Lanes, kLanes> colors = transposed({hits.color.x, hits.color.y, hits.color.z, Lanes{}});
    for (int i = 0; i < wanted; ++i) {
      sample_of(i) = {colors[i], hits.part[i], hits.thing[i], hits.crossed[i]};
    }
  };
  std::vector<std::array<Sample, kBaseSamples>> base(static_cast<std::size_t>(size) * size);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; x += kLanes) {
      for (int s = 0; s < kBaseSamples; ++s) {
        trace(counted(static_cast<float>(x)) + kOffsets[s][0], lanes(y + kOffsets[s][1]),
              std::min(kLanes, size - x), [&](int i) -> Sample& { return base[y * size + x + i][s]; });
      }
    }
  }
  Scene scene;
  scene.image = core::Image(size, size, 3);
  std::array<Extent, kRoomThings> extents;
  for (int i = 0; i < size * size; ++i) {
    const int x = i % size, y = i / size;
    std::array<Sample, kEdgeSamples> pixel;
    for (int s = 0; s < kBaseSamples; ++s) pixel[s] = base[i][s];
    const int part = pixel[0].part;
    const bool edge = pixel[1].part != part || (x > 0 && base[i - 1][1].part != part) ||
                      (x + 1 < size && base[i + 1][0].part != part) ||
                      (y > 0 && base[i - size][1].part != part) ||
                      (y + 1 < size && base[i + size][0].part != part);
    const int samples = edge ? kEdgeSamples : kBaseSamples;
    if (edge) {
      trace(static_cast<float>(x) + kEdgeX, static_cast<float>(y) + kEdgeY, kLanes,
            [&](int lane) -> Sample& { return pixel[kBaseSamples + lane]; });
    }
    Lanes sum{};
    for (int s = 0; s < samples; ++s) sum = sum + pixel[s].color;
    store_srgb(sum * (1.0f / static_cast<float>(samples)), scene.image.at(x, y));
    count(pixel, samples, x, y, extents);
  }
  describe(plan, extents, scene);
  return scene;
}

}  // namespace tasks::procedural
