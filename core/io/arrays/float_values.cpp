#include "core/io/arrays/float_values.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace io {
namespace {

template <typename Number>
Number read_as(const std::byte* at) {
  Number value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

float half_value(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31, fraction = bits & 1023;
  const float sign = (bits & 0x8000) != 0 ? -1.0F : 1.0F;
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(fraction), -24);
  if (exponent == 31) return fraction != 0 ? std::nanf("") : sign * HUGE_VALF;
  return sign * std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
}

}  // namespace

std::vector<float> float_values(const NamedArray& array) {
  const std::size_t size = item_size(array.type);
  std::vector<float> values(array.bytes.size() / size);
  for (std::size_t index = 0; index < values.size(); ++index) {
    const std::byte* at = array.bytes.data() + index * size;
    if (array.type == DType::kF64) {
      values[index] = static_cast<float>(read_as<double>(at));
    } else if (array.type == DType::kF16) {
      values[index] = half_value(read_as<std::uint16_t>(at));
    } else if (array.type == DType::kBF16) {
      values[index] = std::bit_cast<float>(std::uint32_t{read_as<std::uint16_t>(at)} << 16);
    } else {
      values[index] = read_as<float>(at);
    }
  }
  return values;
}

}  // namespace io
