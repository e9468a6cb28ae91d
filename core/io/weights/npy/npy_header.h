#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"

namespace io {

/// In all, with magic, version and length in front: numpy's own limit for what its dictionary may take.
inline constexpr std::size_t kMaxNpyHeaderText = 10'000, kMaxNpyHeader = 12 + kMaxNpyHeaderText;

struct NpyHeader {
  DType type = DType::kF32;
  bool fortran_order = false;       // first index fastest
  std::vector<std::int64_t> shape;  // rank <= 8
  std::size_t data = 0;             // offset of the numbers
};

/// The header of a .npy file of `file_bytes`, version 1.0 or 2.0, of which `beginning` has its first
/// kMaxNpyHeader bytes or more, or all. Its grammar is the one numpy writes, nothing is evaluated;
/// little-endian floats, signed integers, uint8 and bool only. The shape's product must equal the bytes that
/// follow. Throws core::Error about `where` with `hint`.
NpyHeader parse_npy_header(std::span<const std::byte> beginning, std::uint64_t file_bytes,
                           const std::string& where, const std::string& hint);

}  // namespace io
