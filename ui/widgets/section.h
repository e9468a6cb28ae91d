#pragma once

#include "ui/look/theme.h"

namespace ui {

/// A foldable header 24 px high in header colour; true while open.
bool section_header(const Theme& theme, const char* label, bool open_at_first = true);
/// Title of part of a panel: medium text, then a dim remark ("Learned  guided gradient"). Null remark = none.
void section_title(const Theme& theme, const char* title, const char* remark = nullptr);
/// Hairline across the panel with group gaps.
void separator(const Theme& theme);
/// Vertical distance in logical pixels.
void gap(const Theme& theme, float pixels = metric::kGroupGap);

}  // namespace ui
