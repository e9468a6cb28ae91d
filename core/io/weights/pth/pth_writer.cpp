#include "core/io/weights/pth/pth_writer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/io/arrays/writable.h"
#include "core/io/weights/pth/pickle_writer.h"
#include "core/io/zip/zip_writer.h"

namespace io {
namespace {

// Torch takes any name; this is the one it gives files without one.
constexpr const char* kFolder = "archive/";

const char* storage_name(DType type) {
  switch (type) {
    case DType::kBool:
      return "BoolStorage";
    case DType::kU8:
      return "ByteStorage";
    case DType::kI8:
      return "CharStorage";
    case DType::kI16:
      return "ShortStorage";
    case DType::kI32:
      return "IntStorage";
    case DType::kI64:
      return "LongStorage";
    case DType::kF16:
      return "HalfStorage";
    case DType::kBF16:
      return "BFloat16Storage";
    case DType::kF32:
      return "FloatStorage";
    case DType::kF64:
      return "DoubleStorage";
  }
  return "FloatStorage";
}

std::vector<std::int64_t> contiguous_strides(const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> strides(shape.size(), 1);
  for (std::size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
  return strides;
}

void ordered_dict(PickleWriter& pickle) {
  pickle.global("collections", "OrderedDict");
  pickle.empty_tuple();
  pickle.reduce();
}

/// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, backward_hooks), the storage by its
/// persistent id ("storage", type, key, device, count).
void tensor(PickleWriter& pickle, const NamedArray& array, std::size_t key) {
  pickle.global("torch._utils", "_rebuild_tensor_v2");
  pickle.mark();
  pickle.mark();
  pickle.text("storage");
  pickle.global("torch", storage_name(array.type));
  pickle.text(std::to_string(key));
  pickle.text("cpu");
  pickle.integer(static_cast<std::int64_t>(array.bytes.size() / item_size(array.type)));
  pickle.tuple();
  pickle.persistent_id();
  pickle.integer(0);
  pickle.integers(array.shape);
  pickle.integers(contiguous_strides(array.shape));
  pickle.boolean(false);
  ordered_dict(pickle);
  pickle.tuple();
  pickle.reduce();
}

std::vector<std::byte> state_dict(const std::vector<NamedArray>& arrays) {
  PickleWriter pickle;
  ordered_dict(pickle);
  pickle.mark();
  for (std::size_t key = 0; key < arrays.size(); ++key) {
    pickle.text(arrays[key].name);
    tensor(pickle, arrays[key], key);
  }
  pickle.set_items();
  return pickle.finish();
}

}  // namespace

std::vector<std::byte> serialize_pth(const WeightsFile& weights) {
  check_writable(weights);
  std::size_t bytes = 4096;
  for (const NamedArray& array : weights.arrays) bytes += array.bytes.size() + array.name.size() + 512;
  const auto bytes_of = [](std::string_view text) { return std::as_bytes(std::span(text)); };

  ZipWriter zip;
  zip.reserve(bytes);
  const std::string folder = kFolder;
  zip.add(folder + "data.pkl", state_dict(weights.arrays));
  zip.add(folder + "byteorder", bytes_of("little"));
  for (std::size_t key = 0; key < weights.arrays.size(); ++key) {
    zip.add(folder + "data/" + std::to_string(key), weights.arrays[key].bytes);
  }
  zip.add(folder + "version", bytes_of("3\n"));
  return zip.finish();
}

void write_pth(const WeightsFile& weights, const std::filesystem::path& file) {
  core::write_file_atomically(file, serialize_pth(weights));
}

}  // namespace io
