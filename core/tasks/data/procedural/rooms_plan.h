#pragma once

#include <array>
#include <cstdint>

#include "core/tasks/data/procedural/vec3.h"

namespace tasks::procedural {

/// Labelled things of a room, in the order of rooms' category numbers.
enum class RoomThing { kWindow, kBed, kLamp, kDoor, kPicture, kMirror };
inline constexpr int kRoomThings = 6;

enum class Wall { kBack, kLeft, kRight };

/// A rectangle on a wall in metres: u runs along the wall (x on the back wall, z on the side walls), v up.
struct WallRect {
  Wall wall = Wall::kBack;
  float u0 = 0.0f, u1 = 0.0f, v0 = 0.0f, v1 = 0.0f;
};

/// Everything drawn at random about one bedroom, in metres and linear light. x right, y up, z into the room;
/// the camera stands at z = 0, the floor is y = 0, the walls are x = +-half_width and z = depth.
struct RoomPlan {
  std::uint32_t salt = 0;
  float half_width = 2.0f, height = 2.6f, depth = 4.2f;
  float camera_x = 0.0f, camera_y = 1.5f, camera_yaw = 0.0f, focal = 1.0f;

  float warmth = 0.0f;   ///< -1 cool .. 1 warm
  float light_x = 0.0f;  ///< -1 light from the left .. 1 from the right
  float exposure = 1.0f;
  Vec3 light_position, light_color, ambient;

  Vec3 wall_color, wall_accent, ceiling_color, floor_color, trim_color;
  int wall_pattern = 0;  ///< 0 plain, 1 stripes, 2 panelled below
  bool floor_boards = true;
  float board_width = 0.2f;
  bool rug = false;
  Vec3 rug_color, rug_border;
  float rug_x = 0.0f, rug_z = 2.6f, rug_half_x = 0.9f, rug_half_z = 0.5f;

  std::array<bool, kRoomThings> present{};

  bool has(RoomThing thing) const { return present[static_cast<int>(thing)]; }

  WallRect window, door, picture, mirror;
  Vec3 window_frame, sky_low, sky_high, land, curtain_color;
  bool curtains = false;
  int window_columns = 2, window_rows = 2;
  float horizon = 0.0f;
  bool sun = false;
  Vec3 sun_direction;  ///< from the sun into the room

  Vec3 door_color, picture_frame, picture_mat, picture_sky, picture_land, mirror_frame, mirror_tint;
  float picture_horizon = 0.5f;

  float bed_x = 0.0f, bed_half_width = 0.8f, bed_length = 2.0f, bed_height = 0.55f, headboard_height = 1.1f;
  Vec3 headboard_color, blanket_color, blanket_accent, pillow_color;
  int blanket_pattern = 0;  ///< 0 plain, 1 stripes, 2 fold of the accent colour

  bool floor_lamp = false;
  Vec3 lamp_foot;  ///< where the lamp stands
  float lamp_shade_radius = 0.17f, lamp_shade_height = 0.26f, lamp_stem = 0.25f;
  Vec3 lamp_color, wood_color;
};

/// The room of a seed. Presences are drawn independently of everything else.
RoomPlan draw_room_plan(std::uint64_t seed);

}  // namespace tasks::procedural
