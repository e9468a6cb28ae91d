#pragma once

#include "ui/shell/shell_state.h"

namespace ui {

struct Frame;

/// The newest toast, in the status bar's free middle, which draw_status_bar() keeps for it: a toast never
/// lies over a picture or over anything that can be clicked. Last of all windows, so that its links come
/// first.
void draw_toasts(Frame& frame, Shell& shell);

}  // namespace ui
