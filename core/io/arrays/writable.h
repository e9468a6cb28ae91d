#pragma once

#include "core/io/arrays/named_array.h"

namespace io {

/// What every writer asks before it begins: each array's shape fits its bytes, names are unique short UTF-8
/// text, so is the metadata. Throws core::Error about the first that is not.
void check_writable(const WeightsFile& weights);
/// Whether the shape is one we write (at most 8 dimensions) and makes exactly the array's bytes.
bool shape_fits(const NamedArray& array);

}  // namespace io
