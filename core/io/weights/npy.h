#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/io/weights/named_array.h"

namespace io {

/// One .npy array in C order, named "" for the caller to name; Fortran order is transposed, no number
/// changes. What parse_npy_header refuses is refused before anything is allocated. Throws core::Error.
NamedArray read_npy_array(const std::filesystem::path& file);
NamedArray parse_npy_array(std::span<const std::byte> bytes, const std::string& where);

/// A .npy array of float32 or float64 with `columns` finite numbers a row (one row: shape (columns,),
/// several: (rows, columns)). Throws core::Error.
std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns);
std::vector<std::vector<float>> parse_npy_rows(std::span<const std::byte> bytes, const std::string& where,
                                               int columns);

}  // namespace io
