#pragma once

#include "core/request/requests.h"
#include "ui/workspaces/explore/explore_state.h"

namespace ui::explore {

// Requests without an output path: export_figure() and copy_command() name the file.

inline constexpr int kCommandFactor = 8;  // enlargement of the picture that a copied command writes

/// The canvas as a picture of its own, enlarged by a whole number.
core::ExportRequest picture_export(const core::Document& document, int enlarge);
/// The contact sheet in the order it is shown in.
core::ExportRequest sheet_export(const core::Document& document, const SheetOrder& order);
/// The path: .mp4 and .gif are the walk at about 512 pixels, .png is figure 4's sheet.
core::ExportRequest walk_export(const core::Document& document, const core::ModelInfo& model);

}  // namespace ui::explore
