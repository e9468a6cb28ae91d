#include "core/io/arrays/writable.h"

#include <set>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/io/arrays/array_limits.h"
#include "core/io/utf8.h"

namespace io {
namespace {

[[noreturn]] void refuse(const NamedArray& array, const char* problem) {
  throw core::Error("tensor " + quote_name(array.name) + " cannot be written: " + problem);
}

}  // namespace

bool shape_fits(const NamedArray& array) {
  std::uint64_t bytes = 0;
  return array.shape.size() <= kMaxRank && packed_bytes(array.shape, array.type, bytes) &&
         bytes == array.bytes.size();
}

void check_writable(const WeightsFile& weights) {
  std::set<std::string_view> names;
  for (const NamedArray& array : weights.arrays) {
    if (!shape_fits(array)) refuse(array, "its shape does not fit its bytes");
    if (array.name == "__metadata__" || array.name.size() > kMaxKeyBytes || !is_utf8(array.name)) {
      refuse(array, "its name is not allowed");
    }
    if (!names.insert(array.name).second) refuse(array, "its name is taken");
  }
  for (const auto& [key, value] : weights.metadata) {
    if (key.size() > kMaxKeyBytes || !is_utf8(key) || !is_utf8(value)) {
      throw core::Error("the metadata " + quote_name(key) + " is not short UTF-8 text");
    }
  }
}

}  // namespace io
