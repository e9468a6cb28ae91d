#pragma once

#include "ui/frame.h"

namespace ui {

/// The cards are shown until all three gestures were used or they were hidden.
bool first_minute_shown(const Settings& settings);
/// The gesture whose card is lit: 0 drag, 1 pin, 2 play; 3 = all used.
int next_gesture(const Settings& settings);

/// The three cards below each other over the width there is, the other keys, "Hide this".
void draw_first_minute(Frame& frame);
/// The same in one row of titles, for a narrow canvas; kFirstMinuteRow logical pixels high.
void draw_first_minute_row(Frame& frame);
inline constexpr float kFirstMinuteRow = 36;

}  // namespace ui
