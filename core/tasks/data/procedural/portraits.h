#pragma once

#include <span>
#include <string_view>

#include "core/tasks/data/procedural/portraits_plan.h"
#include "core/tasks/data/procedural/scene.h"

namespace tasks::procedural {

std::span<const std::string_view> portrait_labels();
std::span<const std::string_view> portrait_continuous_attributes();

/// Draws a planned portrait, size x size pixels.
Scene render_portrait(const PortraitPlan& plan, int size);

}  // namespace tasks::procedural
