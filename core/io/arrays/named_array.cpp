#include "core/io/arrays/named_array.h"

#include <algorithm>

namespace io {
namespace {

bool is_npz(const WeightsFile& file) {
  const auto set = file.metadata.find("set");
  return file.kind == WeightsKind::kNpySet && set != file.metadata.end() && set->second == "npz";
}

}  // namespace

std::size_t item_size(DType type) {
  switch (type) {
    case DType::kBool:
    case DType::kU8:
    case DType::kI8:
      return 1;
    case DType::kI16:
    case DType::kF16:
    case DType::kBF16:
      return 2;
    case DType::kI32:
    case DType::kF32:
      return 4;
    case DType::kI64:
    case DType::kF64:
      return 8;
  }
  return 0;
}

bool is_floating(DType type) {
  return type == DType::kF16 || type == DType::kBF16 || type == DType::kF32 || type == DType::kF64;
}

const char* dtype_name(DType type) {
  switch (type) {
    case DType::kBool:
      return "BOOL";
    case DType::kU8:
      return "U8";
    case DType::kI8:
      return "I8";
    case DType::kI16:
      return "I16";
    case DType::kI32:
      return "I32";
    case DType::kI64:
      return "I64";
    case DType::kF16:
      return "F16";
    case DType::kBF16:
      return "BF16";
    case DType::kF32:
      return "F32";
    case DType::kF64:
      return "F64";
  }
  return "?";
}

const char* weights_kind_name(WeightsKind kind) {
  switch (kind) {
    case WeightsKind::kSafetensors:
      return "safetensors";
    case WeightsKind::kPth:
      return "PyTorch .pth";
    case WeightsKind::kPthLegacy:
      return "PyTorch .pth (before 1.6)";
    case WeightsKind::kTorch7:
      return "Torch7 .t7";
    case WeightsKind::kNpySet:
      return "numbered .npy set";
  }
  return "";
}

bool WeightsFile::is_set() const {
  return kind == WeightsKind::kNpySet && !is_npz(*this);
}

std::string WeightsFile::format() const {
  if (is_npz(*this)) return ".npz";
  const auto set = metadata.find("set");
  if (is_set() && set != metadata.end() && set->second == "named") return ".npy files";
  std::string text = weights_kind_name(kind);
  const auto bytes = metadata.find("long_bytes");
  if (kind == WeightsKind::kTorch7 && bytes != metadata.end())
    text += ", longs of " + bytes->second + " bytes";
  return text;
}

const NamedArray* WeightsFile::find(const std::string& name) const {
  const auto at =
      std::find_if(arrays.begin(), arrays.end(), [&](const auto& array) { return array.name == name; });
  return at == arrays.end() ? nullptr : &*at;
}

}  // namespace io
