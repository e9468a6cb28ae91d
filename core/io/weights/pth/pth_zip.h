#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/io/arrays/named_array.h"

namespace io {

/// The zip form of a PyTorch file: NAME/data.pkl, NAME/data/KEY for each storage, and a few small records.
/// Every entry must have its place; every storage must be as long as the pickle declares it. See parse_pth.
WeightsFile parse_pth_zip(std::span<const std::byte> file, const std::string& where);

}  // namespace io
