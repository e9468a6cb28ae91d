#include "core/io/weights/torch7/torch7_tensor.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/io/arrays/array_limits.h"

namespace io {
namespace {

constexpr std::array kElements = {
    Torch7Element{"Float", DType::kF32},    Torch7Element{"Double", DType::kF64},
    Torch7Element{"Half", DType::kF16},     Torch7Element{"Int", DType::kI32},
    Torch7Element{"Long", DType::kI64},     Torch7Element{"Byte", DType::kU8},
    Torch7Element{"Char", DType::kI8},      Torch7Element{"Short", DType::kI16},
    Torch7Element{"Cuda", DType::kF32},     Torch7Element{"CudaDouble", DType::kF64},
    Torch7Element{"CudaHalf", DType::kF16}, Torch7Element{"CudaInt", DType::kI32},
    Torch7Element{"CudaLong", DType::kI64}, Torch7Element{"CudaByte", DType::kU8},
    Torch7Element{"CudaChar", DType::kI8},  Torch7Element{"CudaShort", DType::kI16}};

bool take_front(std::string_view& text, std::string_view part) {
  if (!text.starts_with(part)) return false;
  text.remove_prefix(part.size());
  return true;
}

bool take_back(std::string_view& text, std::string_view part) {
  if (!text.ends_with(part)) return false;
  text.remove_suffix(part.size());
  return true;
}

std::int64_t read_long(ByteReader& reader, int long_bytes, const char* what) {
  return long_bytes == 4 ? reader.i32(what) : reader.i64(what);
}

std::vector<std::int64_t> read_longs(ByteReader& reader, std::int32_t count, int long_bytes,
                                     const char* what) {
  std::vector<std::int64_t> values;
  values.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) values.push_back(read_long(reader, long_bytes, what));
  return values;
}

/// Whether the elements stand one after the other as they are packed.
bool is_packed(const Torch7Tensor& tensor) {
  std::int64_t step = 1;
  for (std::size_t d = tensor.sizes.size(); d-- > 0;) {
    if (tensor.sizes[d] != 1 && tensor.strides[d] != step) return false;
    step *= tensor.sizes[d];
  }
  return true;
}

}  // namespace

std::optional<Torch7Class> find_torch7_class(std::string_view name, int long_bytes) {
  if (!take_front(name, "torch.")) return std::nullopt;
  Torch7Class found;
  found.is_storage = take_back(name, "Storage");
  if (!found.is_storage && !take_back(name, "Tensor")) return std::nullopt;
  const auto at = std::find_if(kElements.begin(), kElements.end(),
                               [&](const Torch7Element& element) { return element.name == name; });
  if (at == kElements.end()) return std::nullopt;
  found.element = *at;
  if (found.element.type == DType::kI64 && long_bytes == 4) found.element.type = DType::kI32;
  return found;
}

std::uint64_t Torch7Tensor::count() const {
  if (sizes.empty()) return 0;
  std::uint64_t product = 1;
  for (const std::int64_t size : sizes) product *= static_cast<std::uint64_t>(size);
  return product;
}

std::optional<std::uint64_t> Torch7Tensor::end() const {
  if (count() == 0) return 0;
  std::int64_t last = offset;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    std::int64_t reach = 0;
    if (__builtin_mul_overflow(sizes[d] - 1, strides[d], &reach) ||
        __builtin_add_overflow(last, reach, &last))
      return std::nullopt;
  }
  return static_cast<std::uint64_t>(last) + 1;
}

Torch7Tensor read_torch7_tensor(ByteReader& reader, const Torch7Element& element, int long_bytes,
                                std::uint64_t file_bytes) {
  const std::uint64_t at = reader.offset();
  const std::int32_t rank = reader.i32("a number of dimensions");
  if (rank < 0 || rank > static_cast<std::int32_t>(kMaxRank))
    reader.fail_at(at, "0 to 8 dimensions, found " + std::to_string(rank));
  Torch7Tensor tensor;
  tensor.element = element;
  const std::uint64_t sizes_at = reader.offset();
  tensor.sizes = read_longs(reader, rank, long_bytes, "a size");
  std::uint64_t packed = 0;
  // Torch7 cuts a shape at its first 0, so a 0 among the sizes is not from Torch7.
  const bool has_zero = std::find(tensor.sizes.begin(), tensor.sizes.end(), 0) != tensor.sizes.end();
  if (has_zero || !packed_bytes(tensor.sizes, element.type, packed))
    reader.fail_at(sizes_at, "sizes of at least 1 whose product is below 2^63 bytes");
  const std::uint64_t strides_at = reader.offset();
  tensor.strides = read_longs(reader, rank, long_bytes, "a stride");
  for (const std::int64_t stride : tensor.strides) {
    if (stride < 0) reader.fail_at(strides_at, "strides of at least 0");
  }
  const std::uint64_t offset_at = reader.offset();
  const std::int64_t first = read_long(reader, long_bytes, "a storage offset");
  if (first < 1) reader.fail_at(offset_at, "a storage offset of at least 1, found " + std::to_string(first));
  tensor.offset = first - 1;
  const std::optional<std::uint64_t> end = tensor.end();
  if (!end || *end > file_bytes)
    reader.fail_at(sizes_at, "sizes, strides and an offset that lie in a storage of this file");
  return tensor;
}

Torch7Storage read_torch7_storage(ByteReader& reader, const Torch7Element& element, int long_bytes) {
  const std::uint64_t at = reader.offset();
  const std::int64_t count = read_long(reader, long_bytes, "a storage length");
  const std::size_t item = item_size(element.type);
  if (count < 0 || static_cast<std::uint64_t>(count) > reader.left() / item) {
    reader.fail_at(at, "a storage length of 0 to " + std::to_string(reader.left() / item) +
                           " elements, which are left in the file, found " + std::to_string(count));
  }
  return {element, reader.take(static_cast<std::uint64_t>(count) * item, "a storage")};
}

std::vector<std::byte> gather_torch7(const Torch7Tensor& tensor, const Torch7Storage& storage) {
  const std::size_t item = item_size(tensor.element.type);
  const auto count = static_cast<std::size_t>(tensor.count());
  if (count == 0) return {};
  const std::byte* first = storage.bytes.data() + static_cast<std::size_t>(tensor.offset) * item;
  if (is_packed(tensor)) return {first, first + count * item};

  std::vector<std::byte> packed(count * item);
  std::vector<std::int64_t> index(tensor.sizes.size());
  std::int64_t element = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::memcpy(packed.data() + i * item, first + static_cast<std::size_t>(element) * item, item);
    for (std::size_t d = index.size(); d-- > 0;) {
      if (tensor.sizes[d] == 1) continue;  // its stride may be anything
      element += tensor.strides[d];
      if (++index[d] < tensor.sizes[d]) break;
      element -= tensor.sizes[d] * tensor.strides[d];
      index[d] = 0;
    }
  }
  return packed;
}

}  // namespace io
