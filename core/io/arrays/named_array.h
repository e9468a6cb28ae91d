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
bool is_floating(DType type);

/// A tensor as it stands in a file: row-major, packed, little-endian.
struct NamedArray {
  std::string name;
  DType type = DType::kF32;
  std::vector<std::int64_t> shape;  // empty = a scalar
  std::vector<std::byte> bytes;
  std::size_t nesting =
      0;  // leading bytes of the name that are keys of the dicts around the innermost, with dots
};

/// Who wrote a weights file. Told by content, never by the file's name.
enum class WeightsKind {
  kSafetensors,
  kPth,        ///< torch.save since 1.6: a zip archive
  kPthLegacy,  ///< torch.save before 1.6: five pickles and raw storages
  kTorch7,     ///< .t7
  kNpySet      ///< the DCGAN authors' 2015 release: one numbered .npy an array
};

/// "safetensors", "PyTorch .pth", "PyTorch .pth (before 1.6)", "Torch7 .t7", "numbered .npy set".
const char* weights_kind_name(WeightsKind kind);

/// All arrays of a weights file, in file order, and its string metadata.
struct WeightsFile {
  WeightsKind kind = WeightsKind::kSafetensors;
  std::vector<NamedArray> arrays;
  std::map<std::string, std::string> metadata;

  const NamedArray* find(const std::string& name) const;
  /// Whether it is a set of files, which has no bytes of its own.
  bool is_set() const;
  /// The kind's name, and what else of it a person may want to know: ".npz", "Torch7 .t7, longs of 4 bytes".
  std::string format() const;
};

}  // namespace io
