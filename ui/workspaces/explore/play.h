#pragma once

#include "core/document/document.h"
#include "ui/frame/view_state.h"

namespace ui::explore {

/// Moves a playing head by `delta` seconds: at the end of the path it stops there, on a loop it goes round.
/// Stops where there is no path of two pins.
void advance(PlayHead& head, const core::Path& path, double delta);
/// Starts, or from the end starts again; or stops.
void toggle_play(PlayHead& head, const core::Path& path);
/// By whole frames, held at the ends (round a loop); stops playing.
void step_frames(PlayHead& head, const core::Path& path, int frames);
/// Puts what the path shows at `seconds` on the canvas; exactly on a pin it is that pin, seed and all.
void show_moment(core::Document& document, double seconds);

}  // namespace ui::explore
