#pragma once

#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/model/tensor_facts.h"

namespace nets {

/// The tensors of a file in its order.
std::vector<core::TensorFacts> tensors_of(const io::WeightsFile& file);

}  // namespace nets
