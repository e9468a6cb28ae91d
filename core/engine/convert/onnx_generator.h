#pragma once

#include "core/engine/nets/network.h"
#include "core/io/weights/onnx/onnx_writer.h"

namespace engine {

/// G with its running statistics folded into weights and biases. Throws core::UsageError for a conditional G:
/// ONNX's one input is z.
io::OnnxGenerator onnx_generator(const Generator& g, const std::string& name,
                                 std::map<std::string, std::string> metadata);

}  // namespace engine
