#pragma once

#include <filesystem>
#include <vector>

namespace io {

/// A .npy array of float32 or float64 with `columns` numbers a row (one row: shape (columns,), several:
/// (rows, columns)), C order, little-endian. The header's grammar is fixed, nothing is evaluated, and its
/// product must equal the bytes that follow before anything is allocated. Throws core::Error.
std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns);

}  // namespace io
