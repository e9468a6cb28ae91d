#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/named_array.h"
#include "core/io/byte_reader.h"

namespace io {

/// One of a file's objects.
struct Torch7Ref {
  std::uint32_t id = 0;
};

/// What the numbers of torch.{Float,CudaHalf,...}{Tensor,Storage} are. A Cuda class holds the same bytes.
struct Torch7Element {
  std::string_view name;  // "Float" as in torch.FloatTensor, pointing at a literal
  DType type = DType::kF32;
};

struct Torch7Class {
  Torch7Element element;
  bool is_storage = false;
};

/// The class of a tensor or a storage; nothing for any other name.
std::optional<Torch7Class> find_torch7_class(std::string_view name, int long_bytes);

struct Torch7Storage {
  Torch7Element element;
  std::span<const std::byte> bytes;  // within the file
};

/// A view of a storage. Rank 0 is Torch7's empty tensor, not a scalar.
struct Torch7Tensor {
  Torch7Element element;
  std::vector<std::int64_t> sizes;    // rank <= 8, all >= 1, product * item size < 2^63
  std::vector<std::int64_t> strides;  // in elements, none negative
  std::int64_t offset = 0;            // of the first element, from 0
  std::optional<Torch7Ref> storage;

  std::uint64_t count() const;  // elements
  /// One past the last element's index in the storage; 0 when there are none. Nothing when it passes 2^63.
  std::optional<std::uint64_t> end() const;
};

/// Reads number of dimensions, sizes, strides and offset, and refuses what cannot lie in a file of
/// `file_bytes`.
Torch7Tensor read_torch7_tensor(ByteReader& reader, const Torch7Element& element, int long_bytes,
                                std::uint64_t file_bytes);

/// Reads a storage's length and takes its bytes.
Torch7Storage read_torch7_storage(ByteReader& reader, const Torch7Element& element, int long_bytes);

/// The elements packed in row-major order. `tensor` must end within `storage`.
std::vector<std::byte> gather_torch7(const Torch7Tensor& tensor, const Torch7Storage& storage);

}  // namespace io
