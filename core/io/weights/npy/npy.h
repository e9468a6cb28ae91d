#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/npy/npy_header.h"

namespace io {

/// One .npy array in C order, named "" for the caller to name; Fortran order is transposed, no number
/// changes. What parse_npy_header refuses is refused before anything is allocated. Throws core::Error.
NamedArray read_npy_array(const std::filesystem::path& file);
NamedArray parse_npy_array(std::span<const std::byte> bytes, const std::string& where);

/// The same in two steps, for a file that comes in pieces: its header as parse_npy_header takes it, then the
/// numbers behind it. Fortran order takes the memory of the numbers once more.
NpyHeader parse_npy_array_header(std::span<const std::byte> beginning, std::uint64_t file_bytes,
                                 const std::string& where);
NamedArray make_npy_array(NpyHeader header, std::vector<std::byte> data, const std::string& where);

/// A .npy array of float16, float32 or float64 in any order with `columns` finite numbers a row: shape
/// (columns,) or (rows, columns), or either with (1, 1) behind, as PyTorch's nets take z. Throws core::Error.
std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns);
std::vector<std::vector<float>> parse_npy_rows(std::span<const std::byte> bytes, const std::string& where,
                                               int columns);

}  // namespace io
