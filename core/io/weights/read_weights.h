#pragma once

#include <filesystem>

#include "core/io/arrays/named_array.h"

namespace io {

struct ReadWeightsOptions {
  int torch7_long = 0;  // bytes of a long in a .t7 file, 8 or 4; 0 = whichever can be read
};

/// Reads a weights file of any kind there is a reader for, or a folder of .npy files. The kind is told by the
/// first bytes, never by the name, and the reader of that kind alone decides: what it refuses, no other is
/// asked. Throws core::Error; for a file of no such kind it names those that are read, and what the file
/// looks like where that is known.
WeightsFile read_weights(const std::filesystem::path& file, const ReadWeightsOptions& options = {});

}  // namespace io
