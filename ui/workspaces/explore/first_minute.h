#pragma once

#include "ui/frame/frame.h"

namespace ui::explore {

/// The cards are shown until all three gestures were used or they were hidden.
bool first_minute_shown(const Settings& settings);
/// The gesture whose card is lit: 0 drag, 1 pin, 2 play; 3 = all used.
int next_gesture(const Settings& settings);

/// The three cards below each other over the width there is, the other keys, "Hide this".
void draw_first_minute(Frame& frame);
/// The same for a narrow canvas: the titles in one row, the other keys below it, over `width` pixels. Lines
/// that would make it higher than `most` pixels are left out, the titles never.
void draw_first_minute_row(Frame& frame, float width, float most);
float first_minute_row_height(const Theme& theme, float width, float most);

}  // namespace ui::explore
