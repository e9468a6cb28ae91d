#include "core/io/weights/pth/pth_arrays.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/io/resave_hints.h"

namespace io {
namespace {

constexpr std::uint64_t kMaxExtraBytes = std::uint64_t{8} << 20;

/// Bytes of a tensor whose shape was checked when it was built.
std::uint64_t tensor_bytes(const PickleTensor& tensor, DType type) {
  std::uint64_t bytes = item_size(type);
  for (std::size_t d = 0; d < tensor.rank; ++d) {
    if (tensor.sizes[d] == 0) return 0;
    bytes *= static_cast<std::uint64_t>(tensor.sizes[d]);
  }
  return bytes;
}

/// How many of the last dimensions lie packed in the storage, and how many elements they hold together.
struct PackedTail {
  std::size_t outer = 0;  // dimensions in front of them
  std::int64_t run = 1;
};

PackedTail packed_tail(const PickleTensor& tensor) {
  PackedTail tail{tensor.rank, 1};
  while (tail.outer > 0) {
    const std::size_t d = tail.outer - 1;
    if (tensor.sizes[d] != 1 && tensor.strides[d] != tail.run) break;
    tail.run *= tensor.sizes[d];
    --tail.outer;
  }
  return tail;
}

/// `count` runs of `run` bytes from `from`, `step` bytes apart, one after the other to `to`.
struct RunCopy {
  std::byte* to = nullptr;
  const std::byte* from = nullptr;
  std::int64_t count = 0;
  std::int64_t step = 0;
};

/// A run whose length the compiler knows.
template <std::size_t kRun>
void copy_items(const RunCopy& copy) {
  for (std::int64_t i = 0; i < copy.count; ++i)
    std::memcpy(copy.to + i * static_cast<std::int64_t>(kRun), copy.from + i * copy.step, kRun);
}

void copy_runs(const RunCopy& copy, std::size_t run) {
  switch (run) {
    case 1:
      return copy_items<1>(copy);
    case 2:
      return copy_items<2>(copy);
    case 4:
      return copy_items<4>(copy);
    case 8:
      return copy_items<8>(copy);
    default:
      for (std::int64_t i = 0; i < copy.count; ++i)
        std::memcpy(copy.to + i * static_cast<std::int64_t>(run), copy.from + i * copy.step, run);
  }
}

/// Every element of the tensor, which is not empty and takes `size` bytes, lies inside `storage`.
std::vector<std::byte> packed_copy(std::span<const std::byte> storage, const PickleTensor& tensor,
                                   std::size_t item, std::size_t size) {
  const PackedTail tail = packed_tail(tensor);
  const std::size_t run = static_cast<std::size_t>(tail.run) * item;
  std::size_t offset = static_cast<std::size_t>(tensor.first) * item;
  if (tail.outer == 0) {
    const auto whole = storage.subspan(offset, size);
    return {whole.begin(), whole.end()};
  }
  std::vector<std::byte> bytes(size);
  std::byte* to = bytes.data();
  const std::size_t inner = tail.outer - 1;
  // A dimension of one element may have any stride, as it is never taken.
  const auto step = [&](std::size_t d) {
    return tensor.sizes[d] == 1 ? 0 : static_cast<std::size_t>(tensor.strides[d]) * item;
  };
  std::array<std::int64_t, kMaxPickleRank> place{};
  for (;;) {
    copy_runs({to, storage.data() + offset, tensor.sizes[inner], static_cast<std::int64_t>(step(inner))},
              run);
    to += static_cast<std::size_t>(tensor.sizes[inner]) * run;
    std::size_t d = inner;  // the last dimension in front of it that is not at its end moves on
    while (d > 0 && place[d - 1] == tensor.sizes[d - 1] - 1) {
      offset -= step(d - 1) * static_cast<std::size_t>(place[d - 1]);
      place[--d] = 0;
    }
    if (d == 0) return bytes;
    ++place[d - 1];
    offset += step(d - 1);
  }
}

[[noreturn]] void refuse(const PthStorages& storages, const FlatTensor& tensor, const std::string& expected) {
  refuse_weights(storages.where, storages.entry, storages.first + tensor.at, expected, kResaveHint);
}

void check_total(const std::vector<FlatTensor>& tensors, const PthStorages& storages) {
  const std::uint64_t limit = storages.file_bytes + kMaxExtraBytes;
  std::uint64_t total = 0;
  for (const FlatTensor& tensor : tensors) {
    const std::uint64_t bytes = tensor_bytes(tensor.tensor, storages.declared[tensor.tensor.storage].type);
    if (bytes > limit - total) {
      refuse(storages, tensor,
             "tensors of at most " + std::to_string(limit) +
                 " bytes in all, many may not be made of one storage");
    }
    total += bytes;
  }
}

/// A bool of any other value is undefined behaviour for whoever reads it as one.
void check_bool(const NamedArray& array, const FlatTensor& tensor, const PthStorages& storages) {
  if (array.type != DType::kBool) return;
  const auto is_bool = [](std::byte b) { return b <= std::byte{1}; };
  if (!std::all_of(array.bytes.begin(), array.bytes.end(), is_bool))
    refuse(storages, tensor, "bools that are 0 or 1");
}

}  // namespace

std::vector<NamedArray> materialize_tensors(std::vector<FlatTensor> tensors, const PthStorages& storages) {
  check_total(tensors, storages);
  std::vector<NamedArray> arrays;
  arrays.reserve(tensors.size());
  for (FlatTensor& flat : tensors) {
    const PickleTensor& tensor = flat.tensor;
    NamedArray array;
    array.name = std::move(flat.name);
    array.nesting = flat.nesting;
    array.type = storages.declared[tensor.storage].type;
    array.shape.assign(tensor.sizes.begin(), tensor.sizes.begin() + static_cast<std::ptrdiff_t>(tensor.rank));
    const auto size = static_cast<std::size_t>(tensor_bytes(tensor, array.type));
    if (size > 0)
      array.bytes = packed_copy(storages.bytes[tensor.storage], tensor, item_size(array.type), size);
    check_bool(array, flat, storages);
    arrays.push_back(std::move(array));
  }
  return arrays;
}

}  // namespace io
