#pragma once

#include <ATen/core/TensorBody.h>

#include "core/base/progress.h"
#include "core/request/model_files.h"

namespace engine {

/// Tensors, NaN and infinity, statistics, 64 samples; a sheet of them at `sheet` unless that is empty. A
/// file that cannot be opened throws; what is wrong with one that can stands in the report.
core::ModelReport verify_model(const core::ModelSource& source, const std::filesystem::path& sheet,
                               const at::Device& device, const core::Progress& progress);

}  // namespace engine
