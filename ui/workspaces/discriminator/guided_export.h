#pragma once

#include "core/session/requests.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui {

/// Figure 5 for what the workspace shows now: the canvas picture or the image from elsewhere.
core::ExportRequest guided_export(const Frame& frame, const DiscriminatorState& state);
/// Puts the `ganscope guided` line of that figure on the clipboard. An image from elsewhere is written beside
/// the exports first, so that the line works tomorrow.
void copy_guided_command(Frame& frame, const DiscriminatorState& state);

}  // namespace ui
