#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

// The limits of every weights file, whatever its format.
inline constexpr std::size_t kMaxTensors = 65'536;
inline constexpr std::size_t kMaxRank = 8;
inline constexpr std::size_t kMaxKeyBytes = 1024;

/// Number of bytes of a packed tensor; false when a size is negative or the product does not fit into 63
/// bits, also when another size is 0. The checked product comes before any test for emptiness: a product that
/// wraps to 0 must not look like an empty tensor.
bool packed_bytes(const std::vector<std::int64_t>& shape, DType type, std::uint64_t& bytes);

}  // namespace io
