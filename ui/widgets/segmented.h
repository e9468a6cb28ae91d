#pragma once

#include <span>

#include "ui/look/theme.h"

namespace ui {

/// One choice of several, side by side ("Off Side Wipe Flicker Difference"); the chosen one has the accent
/// outline. Labels through tr(). True when another was chosen.
bool segmented(const Theme& theme, const char* id, std::span<const char* const> labels, int& chosen);

}  // namespace ui
