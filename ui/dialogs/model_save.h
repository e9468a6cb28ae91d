#pragma once

#include "ui/shell/actions.h"

namespace ui {

/// A button that writes the model in another format into the export folder, and the popup behind it: which
/// net, half precision, BatchNorm statistics, format, as `model convert` has them.
void save_as_button(ActionContext& context, const core::ModelInfo& model);

}  // namespace ui
