#pragma once

#include <cstdint>

#include "core/io/arrays/named_array.h"

namespace io {

/// How many values of a floating-point array are NaN or infinite; 0 for other types. The format does not
/// forbid them, so a reader's dialog says so (docs/promises.md: Hostile weights).
std::int64_t count_non_finite(const NamedArray& array);

}  // namespace io
