#pragma once

#include <cstdint>

#include "core/tasks/data/procedural/vec3.h"

namespace tasks::procedural {

enum class HairColor { kBlack, kBrown, kBlond, kGray };

/// Everything drawn at random about one head and shoulders. Lengths: the head reaches from y = -1 (chin)
/// to 1.
struct PortraitPlan {
  std::uint32_t salt = 0;
  bool male = false, smiling = false, eyeglasses = false, bald = false, long_hair = false, fringe = false;
  HairColor hair_color_name = HairColor::kBrown;
  float yaw = 0.0f;      ///< -1 turned to the picture's left .. 1 to its right
  float light_x = 0.0f;  ///< -1 light from the left .. 1 from the right
  float skin = 0.0f;     ///< -1 light .. 1 dark

  float pitch = 0.0f, shift_x = 0.0f, shift_y = 0.0f, scale = 1.0f;
  float face_width = 0.7f, jaw = 0.0f, taper = 0.3f, nose = 0.2f, nose_width = 0.09f, eye_gap = 0.28f,
        eye_open = 1.0f;
  float mouth_width = 0.24f, lip = 1.0f, brow = 0.03f, brow_lift = 0.0f, stubble = 0.0f;
  float hairline = 0.6f, hair_volume = 0.12f, hair_length = 1.2f, part_side = 1.0f;

  Vec3 skin_color, lip_color, iris_color, hair_color, shirt_color, glasses_color;
  Vec3 background_low, background_high, light_color, ambient;
  float glasses_size = 1.0f, glasses_square = 0.5f;
};

/// The portrait of a seed. Sex, smile, glasses, hair length and colour, yaw and light are drawn
/// independently.
PortraitPlan draw_portrait_plan(std::uint64_t seed);

}  // namespace tasks::procedural
