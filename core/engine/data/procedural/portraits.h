#pragma once

#include <span>
#include <string_view>

#include "core/engine/data/procedural/portraits_plan.h"
#include "core/engine/data/procedural/scene.h"

namespace engine::procedural {

std::span<const std::string_view> portrait_labels();
std::span<const std::string_view> portrait_continuous_attributes();

/// Draws a planned portrait, size x size pixels.
Scene render_portrait(const PortraitPlan& plan, int size);

}  // namespace engine::procedural
