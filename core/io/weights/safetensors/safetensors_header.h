#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/array_limits.h"
#include "core/io/arrays/named_array.h"

namespace io {

/// One tensor of a safetensors header; its bytes are [begin, end) of the buffer behind the header.
struct TensorEntry {
  std::string name;
  DType type = DType::kF32;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  // Where the file says so, for messages.
  std::uint64_t name_at = 0;
  std::uint64_t shape_at = 0;
  std::uint64_t offsets_at = 0;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> entries;  // in the order of their bytes
  std::map<std::string, std::string> metadata;
};

/// What to do about a file that is refused.
inline constexpr const char* kSaveSafetensorsAgain =
    "save it again in Python with safetensors.torch.save_file(net.state_dict(), \"model.safetensors\")";

inline constexpr std::size_t kLengthBytes = 8;  // of the header's length, which the file begins with
inline constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the format's own limit
inline constexpr std::size_t kMaxMetadata = 65'536;

/// The tensor as a message's entry.
std::string tensor_words(const std::string& name);

/// Parses the JSON text and proves that the tensors tile a buffer of `buffer_bytes` exactly (docs/formats.md:
/// safetensors). Failures go through refuse_weights.
SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t buffer_bytes,
                                           const std::string& where);
}  // namespace io
