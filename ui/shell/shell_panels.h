#pragma once

#include "ui/shell/actions.h"

namespace ui {

// Contents of the shell's own panels; the shell owns Begin and End.
void draw_jobs_panel(ActionContext& context);
void draw_history_panel(ActionContext& context);
void draw_log_panel(ActionContext& context);

/// Brings the log to the front; it floats where the workspace has none.
void show_log(ActionContext& context);

}  // namespace ui
