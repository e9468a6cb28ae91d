#include "core/tasks/data/procedural/rooms_plan.h"

#include <vector>

#include "core/tasks/data/procedural/rng.h"

namespace tasks::procedural {
namespace {

// Window, bed, lamp, door, picture, mirror.
constexpr std::array<float, kRoomThings> kPresence = {0.5f, 0.7f, 0.5f, 0.45f, 0.5f, 0.45f};

constexpr float kSideSlotFar = 0.55f;  // distance of the slot's middle from the back wall
constexpr float kSideSlotNear = 1.45f;
constexpr int kSlots = 7;  // 0-2 back wall left to right, 3-4 left wall far and near, 5-6 right wall

struct Slot {
  Wall wall;
  float middle;
};

Slot slot_at(const RoomPlan& plan, int slot) {
  if (slot < 3) return {Wall::kBack, (slot - 1) * plan.half_width * 0.64f};
  const float from_back = (slot - 3) % 2 == 0 ? kSideSlotFar : kSideSlotNear;
  return {slot < 5 ? Wall::kLeft : Wall::kRight, plan.depth - from_back};
}

WallRect around(const Slot& slot, float width, float bottom, float height) {
  return {slot.wall, slot.middle - width * 0.5f, slot.middle + width * 0.5f, bottom, bottom + height};
}

int take_slot(SceneRng& rng, std::array<bool, kSlots>& taken, bool door) {
  std::vector<int> open;
  for (int slot = 0; slot < kSlots; ++slot) {
    if (!taken[slot] && !(door && slot == 1)) open.push_back(slot);
  }
  const int slot = open[rng.index(static_cast<int>(open.size()))];
  taken[slot] = true;
  return slot;
}

Vec3 wood(SceneRng& rng) {
  return from_hsv(rng.range(0.04f, 0.10f), rng.range(0.4f, 0.7f), rng.range(0.3f, 0.75f));
}

void draw_shell(SceneRng& rng, RoomPlan& plan) {
  plan.half_width = rng.range(1.65f, 1.95f);
  plan.height = rng.range(2.4f, 2.65f);
  plan.depth = rng.range(3.6f, 4.1f);
  plan.camera_x = rng.range(-0.4f, 0.4f);
  plan.camera_y = rng.range(1.35f, 1.6f);
  plan.camera_yaw = -plan.camera_x * 0.12f + rng.range(-0.05f, 0.05f);
  plan.focal = rng.range(1.08f, 1.18f);
  const bool warm_wall = rng.chance(0.65f);
  const float hue = warm_wall ? rng.range(0.04f, 0.15f) : rng.range(0.25f, 0.95f);
  plan.wall_color = from_hsv(hue, rng.range(0.08f, warm_wall ? 0.42f : 0.3f), rng.range(0.62f, 0.84f));
  plan.wall_accent = plan.wall_color * rng.range(0.72f, 0.88f);
  plan.wall_pattern = std::max(0, rng.index(5) - 2);
  plan.ceiling_color = mix(plan.wall_color, Vec3{0.62f, 0.61f, 0.58f}, rng.range(0.5f, 0.85f));
  plan.trim_color = rng.chance(0.6f) ? Vec3{0.8f, 0.78f, 0.73f} : wood(rng);
  plan.floor_boards = rng.chance(0.65f);
  const Vec3 boards = from_hsv(rng.range(0.04f, 0.09f), rng.range(0.4f, 0.7f), rng.range(0.45f, 0.8f));
  const Vec3 carpet = from_hsv(rng.unit(), rng.range(0.05f, 0.35f), rng.range(0.45f, 0.75f));
  plan.floor_color = plan.floor_boards ? boards : carpet;
  plan.board_width = rng.range(0.16f, 0.3f);
  plan.rug = rng.chance(0.4f);
  plan.rug_color = from_hsv(rng.range(-0.08f, 0.16f), rng.range(0.25f, 0.55f), rng.range(0.4f, 0.7f));
  plan.rug_border = mix(plan.rug_color, Vec3{0.8f, 0.75f, 0.65f}, 0.6f);
  plan.rug_x = rng.range(-0.6f, 0.6f);
  plan.rug_z = rng.range(2.0f, 2.5f);
  plan.rug_half_x = rng.range(1.0f, 1.4f);
  plan.rug_half_z = rng.range(0.5f, 0.7f);
}

void draw_light(SceneRng& rng, RoomPlan& plan) {
  plan.warmth = rng.range(-1.0f, 1.0f);
  plan.light_x = rng.range(-1.0f, 1.0f);
  plan.exposure = rng.range(0.68f, 1.02f);
  const float t = plan.warmth * 0.5f + 0.5f;
  plan.light_color = mix(Vec3{0.95f, 1.1f, 1.3f}, Vec3{1.5f, 1.13f, 0.7f}, t);
  plan.ambient = mix(Vec3{0.29f, 0.32f, 0.38f}, Vec3{0.40f, 0.33f, 0.25f}, t);
  plan.light_position = {plan.light_x * plan.half_width * 0.8f, plan.height - 0.55f, plan.depth * 0.48f};
}

void draw_window(SceneRng& rng, RoomPlan& plan, std::array<bool, kSlots>& taken) {
  const int place = rng.index(5);  // 0 and 1 back wall, 2 left, 3 right, 4 either side
  const int back_slot = rng.index(3);
  const float width = rng.range(0.95f, 1.2f), height = rng.range(1.15f, 1.35f),
              bottom = rng.range(0.9f, 1.05f);
  if (place < 2) {
    taken[back_slot] = true;
    plan.window = around(slot_at(plan, back_slot), std::min(width, plan.half_width * 0.62f), bottom, height);
  } else {
    const int far_slot = place == 2 || (place == 4 && rng.chance(0.5f)) ? 3 : 5;
    taken[far_slot] = taken[far_slot + 1] = true;
    const Slot middle{slot_at(plan, far_slot).wall, plan.depth - 1.0f - rng.range(0.0f, 0.25f)};
    plan.window = around(middle, width * 1.2f, bottom, height);
  }
  plan.window_frame = rng.chance(0.7f) ? Vec3{0.82f, 0.82f, 0.8f} : wood(rng);
  plan.window_columns = 1 + rng.index(2);
  plan.window_rows = 1 + rng.index(2);
  plan.curtains = rng.chance(0.35f);
  plan.curtain_color = from_hsv(rng.unit(), rng.range(0.15f, 0.5f), rng.range(0.6f, 0.9f));
  const float dusk = rng.unit();
  plan.sky_high = mix(Vec3{0.45f, 0.85f, 1.5f}, Vec3{0.75f, 1.0f, 1.35f}, dusk);
  plan.sky_low = mix(Vec3{1.15f, 1.3f, 1.5f}, Vec3{1.6f, 1.3f, 0.95f}, dusk);
  plan.land = from_hsv(rng.range(0.2f, 0.38f), rng.range(0.25f, 0.5f), rng.range(0.7f, 0.9f)) * 1.1f;
  plan.horizon = rng.range(-0.18f, 0.06f);
  plan.sun = rng.chance(0.5f);
  const float down = rng.range(0.55f, 0.85f), along = rng.range(-0.35f, 0.35f);
  const Vec3 into = plan.window.wall == Wall::kBack   ? Vec3{along, -down, -1.0f}
                    : plan.window.wall == Wall::kLeft ? Vec3{1.0f, -down, along}
                                                      : Vec3{-1.0f, -down, along};
  plan.sun_direction = normalized(into);
}

void draw_wall_things(SceneRng& rng, RoomPlan& plan, std::array<bool, kSlots>& taken) {
  const Slot door = slot_at(plan, take_slot(rng, taken, true));
  plan.door = around(door, rng.range(0.76f, 0.86f), 0.0f, rng.range(1.95f, 2.1f));
  plan.door_color = rng.chance(0.3f) ? Vec3{0.72f, 0.7f, 0.66f} : wood(rng);

  const Slot picture = slot_at(plan, take_slot(rng, taken, false));
  plan.picture = around(picture, rng.range(0.7f, 0.92f), rng.range(1.2f, 1.35f), rng.range(0.6f, 0.85f));
  plan.picture_frame = rng.chance(0.5f) ? wood(rng) * 0.7f : Vec3{0.75f, 0.73f, 0.68f};
  plan.picture_mat = Vec3{0.72f, 0.7f, 0.64f};
  plan.picture_sky = from_hsv(rng.unit(), rng.range(0.2f, 0.5f), rng.range(0.5f, 0.75f));
  plan.picture_land = from_hsv(rng.unit(), rng.range(0.3f, 0.7f), rng.range(0.3f, 0.55f));
  plan.picture_horizon = rng.range(0.3f, 0.6f);

  const Slot mirror = slot_at(plan, take_slot(rng, taken, false));
  plan.mirror = around(mirror, rng.range(0.65f, 0.85f), rng.range(1.05f, 1.2f), rng.range(0.95f, 1.2f));
  plan.mirror_frame = rng.chance(0.5f) ? wood(rng) : from_hsv(0.11f, 0.45f, 0.75f);
  plan.mirror_tint = mix(plan.wall_color, Vec3{0.5f, 0.56f, 0.6f}, 0.65f);
}

void draw_bed(SceneRng& rng, RoomPlan& plan) {
  plan.bed_half_width = rng.range(0.72f, 0.95f);
  plan.bed_x = rng.range(-0.55f, 0.55f);
  plan.bed_length = rng.range(1.9f, 2.15f);
  plan.bed_height = rng.range(0.5f, 0.62f);
  plan.headboard_height = rng.range(0.82f, 1.05f);
  plan.headboard_color =
      rng.chance(0.7f) ? wood(rng) * 0.8f : from_hsv(rng.unit(), 0.2f, rng.range(0.4f, 0.75f));
  plan.blanket_color = from_hsv(rng.unit(), rng.range(0.2f, 0.5f), rng.range(0.5f, 0.85f));
  plan.blanket_accent = mix(plan.blanket_color, Vec3{0.85f, 0.83f, 0.8f}, rng.range(0.5f, 0.85f));
  plan.blanket_pattern = std::max(0, rng.index(5) - 2);
  plan.pillow_color = mix(Vec3{0.86f, 0.85f, 0.82f}, plan.blanket_color, rng.range(0.0f, 0.35f));
}

void draw_lamp(SceneRng& rng, RoomPlan& plan) {
  plan.floor_lamp = rng.chance(0.4f);
  float side = rng.chance(0.5f) ? 1.0f : -1.0f;
  if (plan.bed_x * side > 0.25f) side = -side;
  const float beside_bed = plan.bed_x + side * (plan.bed_half_width + rng.range(0.3f, 0.4f));
  const float corner = side * (plan.half_width - 0.4f);
  plan.lamp_foot = plan.floor_lamp ? Vec3{corner, 0.0f, plan.depth - rng.range(0.4f, 0.8f)}
                                   : Vec3{beside_bed, 0.52f, plan.depth - 0.3f};
  plan.lamp_shade_radius = plan.floor_lamp ? rng.range(0.2f, 0.26f) : rng.range(0.16f, 0.21f);
  plan.lamp_shade_height = plan.lamp_shade_radius * rng.range(1.2f, 1.6f);
  plan.lamp_stem = plan.floor_lamp ? rng.range(1.15f, 1.4f) : rng.range(0.2f, 0.3f);
  plan.lamp_color = mix(Vec3{1.9f, 1.45f, 0.8f}, Vec3{1.8f, 1.6f, 1.2f}, rng.unit());
  plan.wood_color = wood(rng);
}

}  // namespace

RoomPlan draw_room_plan(std::uint64_t seed) {
  SceneRng rng(seed);
  RoomPlan plan;
  plan.salt = static_cast<std::uint32_t>(rng.next());
  for (int thing = 0; thing < kRoomThings; ++thing) plan.present[thing] = rng.chance(kPresence[thing]);
  std::array<bool, kSlots> taken{};
  draw_shell(rng, plan);
  draw_light(rng, plan);
  draw_window(rng, plan, taken);
  draw_wall_things(rng, plan, taken);
  draw_bed(rng, plan);
  draw_lamp(rng, plan);
  return plan;
}

}  // namespace tasks::procedural
