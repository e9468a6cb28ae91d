#pragma once

#include <string>

#include "core/document/origin.h"

namespace ui::explore {

/// In the window's language: "drawn from seed 14, then dragged", "pins 2 to 3, t = 0.60".
std::string origin_words(const core::Origin& origin);

}  // namespace ui::explore
