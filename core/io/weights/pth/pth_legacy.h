#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/io/arrays/named_array.h"

namespace io {

/// The form before PyTorch 1.6: pickles of a magic number, of the protocol 1001, of the writer's sizes, of
/// the object and of the storages' keys, then for each key an int64 count and that many raw elements, up to
/// the end of the file. See parse_pth.
WeightsFile parse_pth_legacy(std::span<const std::byte> file, const std::string& where);

}  // namespace io
