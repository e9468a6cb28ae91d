#pragma once

#include <string_view>

#include "ui/look/theme.h"

namespace ui {

/// A dim label, then a number at 23: "‖z‖  9.84". Draws on one line; color 0 = text colour.
void number_display(const Theme& theme, const char* label, std::string_view number, ImU32 color = 0);
/// The same, flush with the right edge, on the same line as what came before.
void number_display_right(const Theme& theme, const char* label, std::string_view number, ImU32 color = 0);

}  // namespace ui
