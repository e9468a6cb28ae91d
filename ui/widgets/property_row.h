#pragma once

#include <string_view>

#include "ui/look/theme.h"
#include "ui/widgets/text.h"

namespace ui {

/// "Layout      DCGAN 4x4, width 48": dim label in a column of 104 px, then the value; 22 px high. Label
/// through tr(); a value too long for the panel is cut with an ellipsis and shown whole as tooltip.
void property_row(const Theme& theme, const char* label, std::string_view value,
                  const char* tooltip = nullptr);

/// The same for a sentence, which is wrapped and never cut.
void property_text(const Theme& theme, const char* label, std::string_view text);

/// Only the label; the caller draws the control on the same line next (item width is set to fill it).
void property_label(const Theme& theme, const char* label, float label_width = metric::kLabelColumn);

}  // namespace ui
