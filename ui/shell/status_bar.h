#pragma once

#include "ui/shell/actions.h"

namespace ui {

/// The 24 px bar at the bottom: phase, device, milliseconds of drawing, inference and upload; right of it the
/// running job, the last save, undo, redo and the shortcut sheet.
void draw_status_bar(ActionContext& context);

}  // namespace ui
