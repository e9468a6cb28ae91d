#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace io {

enum class DType { kBool, kU8, kI8, kI16, kI32, kI64, kF16, kBF16, kF32, kF64 };

std::size_t item_size(DType type);   // bytes
const char* dtype_name(DType type);  // safetensors' words: "F32"

/// A tensor as it stands in a file: row-major, packed, little-endian.
struct NamedArray {
  std::string name;
  DType type = DType::kF32;
  std::vector<std::int64_t> shape;  // empty = a scalar
  std::vector<std::byte> bytes;
};

/// All arrays of a weights file, in file order, and its string metadata.
struct WeightsFile {
  std::vector<NamedArray> arrays;
  std::map<std::string, std::string> metadata;

  const NamedArray* find(const std::string& name) const;
};

}  // namespace io
