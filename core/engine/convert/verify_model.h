#pragma once

#include <ATen/core/TensorBody.h>

#include "core/base/progress.h"
#include "core/request/model_files.h"

namespace engine {

/// See core::Engine::verify_model.
core::ModelReport verify_model(const core::ModelSource& source, const std::filesystem::path& sheet,
                               const at::Device& device, const core::Progress& progress);

}  // namespace engine
