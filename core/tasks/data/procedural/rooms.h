#pragma once

#include <span>
#include <string_view>

#include "core/tasks/data/procedural/rooms_plan.h"
#include "core/tasks/data/procedural/scene.h"

namespace tasks::procedural {

/// Labels in the order of RoomThing.
std::span<const std::string_view> room_labels();
std::span<const std::string_view> room_continuous_attributes();

/// Draws a planned room, size x size pixels.
Scene render_room(const RoomPlan& plan, int size);

}  // namespace tasks::procedural
