#pragma once

#include <vector>

#include "ui/frame/frame.h"

namespace ui {

/// The tensors of a file under a folded header: type, name, shape, NaN and infinity.
void tensor_list(const Theme& theme, const std::vector<core::TensorFacts>& tensors);

/// What `model verify` found, with its sheet of samples. `version` tells one report's sheet from another's.
void report_rows(Frame& frame, const core::ModelReport& report, std::uint64_t version);

}  // namespace ui
