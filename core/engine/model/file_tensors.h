#pragma once

#include <vector>

#include "core/io/weights/named_array.h"
#include "core/session/tensor_facts.h"

namespace engine {

/// The tensors of a file in its order.
std::vector<core::TensorFacts> tensors_of(const io::WeightsFile& file);

}  // namespace engine
