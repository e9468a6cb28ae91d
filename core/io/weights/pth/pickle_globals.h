#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/io/arrays/named_array.h"

namespace io {

enum class PickleGlobalKind : std::uint8_t {
  kOrderedDict,       ///< collections OrderedDict
  kRebuildTensor,     ///< torch._utils _rebuild_tensor_v2
  kRebuildParameter,  ///< torch._utils _rebuild_parameter
  kSize,              ///< torch Size
  kStorage            ///< torch FloatStorage and its kin: a name only, never called
};

struct PickleGlobal {
  PickleGlobalKind kind = PickleGlobalKind::kOrderedDict;
  DType type = DType::kF32;  // of a kStorage
};

/// The whitelist: both names must match as whole strings. Everything else is absent; nothing is looked up
/// anywhere.
std::optional<PickleGlobal> find_pickle_global(std::string_view module, std::string_view name);

/// What a global outside the whitelist stands for and what to do, in our words; never the file's own.
struct ForeignGlobal {
  std::string what;
  std::string hint;
};

ForeignGlobal describe_foreign_global(std::string_view module, std::string_view name);

}  // namespace io
