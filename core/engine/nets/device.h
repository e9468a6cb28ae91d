#pragma once

#include <ATen/core/TensorBody.h>

#include <string>

namespace engine {

/// "auto" (CUDA when there is one, else the CPU), "cpu" or "cuda:N" ("cuda" = "cuda:0"). Throws
/// core::UsageError for other words and core::Error when a CUDA device is asked for that this build or
/// machine does not have.
at::Device parse_device(const std::string& name);
std::string device_name(const at::Device& device);

}  // namespace engine
