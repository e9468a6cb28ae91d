#pragma once

#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// The numbers of an array of fp16, bf16, fp32 or fp64, which are rounded to fp32. Its bytes are as many as
/// its type and shape say.
std::vector<float> float_values(const NamedArray& array);

}  // namespace io
