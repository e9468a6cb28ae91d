#pragma once

#include "core/request/requests.h"
#include "ui/frame/frame.h"

namespace ui {

/// Sends the request to be written as `stem-001.ext` in the export folder; request.out is set here. A folder
/// that cannot be made becomes a toast.
void export_figure(Frame& frame, core::ExportRequest request, const char* stem,
                   const char* extension = "png");

/// The `>_` button; true when pressed. `disabled` = why not, through tr(). `keys` = nullptr for a figure that
/// is not the workspace's first.
bool copy_command_button(const Theme& theme, const char* id, const char* disabled = nullptr,
                         const char* keys = "Ctrl+Shift+C");

}  // namespace ui
