#pragma once

#include <filesystem>

#include "core/engine/nets/loaded_model.h"
#include "core/model/model_source.h"

namespace engine {

/// Opens a model of any kind that can be read and recognised (recognise.h): our own safetensors, PyTorch,
/// Torch7 and .npy files; from one file or, with source.discriminator, two. Throws core::Error;
/// nothing of a file is executed.
LoadedModel open_model(const core::ModelSource& source, const at::Device& device);
LoadedModel load_model(const std::filesystem::path& file, const at::Device& device);

/// open_model and freeze in one.
core::FrozenModelPtr load_frozen(const core::ModelSource& source, const at::Device& device);
core::FrozenModelPtr load_frozen(const std::filesystem::path& file, const at::Device& device);
core::FrozenModelPtr frozen(const LoadedModel& model);

}  // namespace engine
