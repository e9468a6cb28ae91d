#pragma once

#include <string>

#include "core/session/frozen_model.h"

namespace ui {

/// Files from elsewhere seldom say how long was trained.
bool step_is_known(const core::ModelInfo& model);

/// "step 48,000"; "not in the file".
std::string step_text(const core::ModelInfo& model);

}  // namespace ui
