#pragma once

#include "core/request/requests.h"
#include "ui/workspaces/discriminator/discriminator_state.h"

namespace ui::discriminator {

/// Figure 5 for what the workspace shows now: the canvas picture or the image from elsewhere. Needs a model.
core::ExportRequest guided_export(const Frame& frame, const DiscriminatorState& state);

}  // namespace ui::discriminator
