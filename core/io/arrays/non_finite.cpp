#include "core/io/arrays/non_finite.h"

#include <cstring>

namespace io {
namespace {

/// A value is NaN or infinite when all bits of its exponent are set.
template <typename Bits>
std::int64_t count_full_exponents(const NamedArray& array, Bits exponent) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at + sizeof(Bits) <= array.bytes.size(); at += sizeof(Bits)) {
    Bits bits;
    std::memcpy(&bits, array.bytes.data() + at, sizeof(Bits));
    count += (bits & exponent) == exponent;
  }
  return count;
}

}  // namespace

std::int64_t count_non_finite(const NamedArray& array) {
  switch (array.type) {
    case DType::kF16:
      return count_full_exponents<std::uint16_t>(array, 0x7C00);
    case DType::kBF16:
      return count_full_exponents<std::uint16_t>(array, 0x7F80);
    case DType::kF32:
      return count_full_exponents<std::uint32_t>(array, 0x7F800000u);
    case DType::kF64:
      return count_full_exponents<std::uint64_t>(array, 0x7FF0000000000000ull);
    default:
      return 0;
  }
}

}  // namespace io
