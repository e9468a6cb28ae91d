#pragma once

#include "core/engine/nets/model_file.h"
#include "core/request/model_files.h"

namespace engine {

/// Writes a model as safetensors, .pth, ONNX, a folder of .npy files or a Hugging Face folder
/// (core::ConvertRequest). Tensors keep their bits, except that a model without BatchNorm statistics gets
/// them first (16 x 512 z), and ONNX folds BatchNorm into the weights: with gathered statistics where the
/// file's own spoil the pictures, unless others are asked for. Throws core::Error; core::UsageError when the
/// format cannot hold what is wanted.
core::ConvertResult convert_model(const core::ConvertRequest& request, const at::Device& device,
                                  const core::Progress& progress);

}  // namespace engine
