#include "core/io/arrays/array_limits.h"

#include <limits>

namespace io {

bool packed_bytes(const std::vector<std::int64_t>& shape, DType type, std::uint64_t& bytes) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
  std::uint64_t product = item_size(type);
  bool empty = false;
  for (const std::int64_t size : shape) {
    if (size < 0) return false;
    if (size == 0) {
      empty = true;
      continue;
    }
    if (product > kLargest / static_cast<std::uint64_t>(size)) return false;
    product *= static_cast<std::uint64_t>(size);
  }
  bytes = empty ? 0 : product;
  return true;
}

}  // namespace io
