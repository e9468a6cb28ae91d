#pragma once

#include <torch/nn/module.h>

#include <string>

#include "core/io/arrays/named_array.h"

namespace engine {

io::NamedArray to_array(const std::string& name, const at::Tensor& tensor);
at::Tensor to_tensor(const io::NamedArray& array);  // on the CPU, own memory

/// All parameters and buffers of `net` as arrays called prefix + their name; with `half`, weights of
/// convolutions and linear layers in fp16.
void append_arrays(io::WeightsFile& file, const torch::nn::Module& net, const std::string& prefix,
                   bool half = false);
/// The reverse, for equal names and shapes; fp16, bf16 and fp64 are converted. Throws core::Error about the
/// first few that are missing or wrong.
void restore_arrays(const io::WeightsFile& file, torch::nn::Module& net, const std::string& prefix,
                    const std::string& where);

}  // namespace engine
