#pragma once

#include <filesystem>

#include "core/engine/nets/model_file.h"
#include "core/session/engine.h"

namespace engine {

/// Opens a model of any kind that can be read: our own safetensors, or PyTorch, Torch7 and .npy files whose
/// layout is recognised (recognise.h); from one file or, with source.discriminator, two. Throws core::Error;
/// nothing of a file is executed.
LoadedModel open_model(const core::ModelSource& source, const at::Device& device);
LoadedModel load_model(const std::filesystem::path& file, const at::Device& device);

/// open_model and freeze in one.
core::FrozenModelPtr load_frozen(const core::ModelSource& source, const at::Device& device);
core::FrozenModelPtr load_frozen(const std::filesystem::path& file, const at::Device& device);
core::FrozenModelPtr frozen(const LoadedModel& model);

}  // namespace engine
