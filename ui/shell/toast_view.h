#pragma once

#include "ui/frame/frame.h"
#include "ui/shell/shell_state.h"

namespace ui {

/// Draws the toasts, newest lowest, over the status bar in the lower right corner.
void draw_toasts(Frame& frame, Shell& shell);
/// Opens a folder with the desktop's file manager, in its own process.
void open_folder(const std::filesystem::path& folder);

}  // namespace ui
