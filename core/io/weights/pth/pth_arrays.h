#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/weights/pth/pickle_flatten.h"

namespace io {

/// What materialize_tensors needs to know about the file.
struct PthStorages {
  std::vector<PickleStorage> declared;            // as in the pickle
  std::vector<std::span<const std::byte>> bytes;  // of each, exactly as long as declared
  std::string where;                              // the file
  std::string entry;                              // the pickle, for messages
  std::uint64_t first = 0;                        // its offset in the file
  std::uint64_t file_bytes = 0;
};

/// Copies every tensor out of its storage, row-major and packed, whatever its strides. All of them together
/// may need 8 MiB more than the file has, which is checked before the first is allocated: many tensors may
/// look at one storage, and a stride of 0 repeats one element. Throws core::Error beyond that, and for a bool
/// that is neither 0 nor 1.
std::vector<NamedArray> materialize_tensors(std::vector<FlatTensor> tensors, const PthStorages& storages);

}  // namespace io
