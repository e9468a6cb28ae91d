#pragma once

#include "tests/ui/null_window.h"

namespace ui_test {

/// Gives every panel something to show: pins, bins, boxes and a fit, answers of the engine, a training with a
/// checkpoint and skipped files, running jobs, toasts of every kind. A model must be open.
void fill(NullWindow& window);

/// A training in `phase` that has read its data and says what it left out.
std::shared_ptr<const core::TrainSnapshot> busy_training(core::Phase phase);

}  // namespace ui_test
