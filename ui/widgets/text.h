#pragma once

#include <string>
#include <string_view>

#include "ui/look/theme.h"

namespace ui {

/// Text at a screen position of the current window, in the font in use. Unlike a bare draw list it is seen by
/// ImGui's text capture (tests of translation).
void draw_text(ImVec2 at, ImU32 color, std::string_view text);
/// In a rectangle: align 0 = left or top, 0.5 = middle, 1 = right or bottom. Clipped to it.
void draw_text_in(ImVec2 min, ImVec2 max, ImVec2 align, ImU32 color, std::string_view text);
float text_width(std::string_view text);
/// Puts the next item, as high as text, on the line of the text or frame beside it.
void align_to_line(float height = 0);

/// Text with its end or middle replaced by an ellipsis so that it is at most `width` pixels wide.
std::string elide_end(std::string_view text, float width);
std::string elide_middle(std::string_view text, float width);  // paths lose their middle

/// Shown while the last item is hovered, also when it is disabled. Null or empty = nothing.
void tooltip(const char* text, const char* keys = nullptr);

/// One line, cut with an ellipsis where the free width ends; then the tooltip has it whole.
void text_elided(ImU32 color, std::string_view text);
/// The same, flush with the right edge of the free width, on the current line.
void text_right(const Theme& theme, std::string_view text, ImU32 color);
/// One line in the given colour.
void text_colored(ImU32 color, std::string_view text);
void text_dim(const Theme& theme, const char* text);          // one line, dim
void text_dim_wrapped(const Theme& theme, const char* text);  // small, dim, wrapped at the panel's edge

}  // namespace ui
