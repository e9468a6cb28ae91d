#include "core/io/weights/safetensors/safetensors.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/io/arrays/header_json.h"
#include "core/io/arrays/writable.h"
#include "core/io/byte_reader.h"
#include "core/io/weights/safetensors/safetensors_header.h"

namespace io {
namespace {

std::uint64_t little_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  return value;
}

/// A torch::kBool tensor over any other value than 0 and 1 is undefined behaviour for its reader. `first` is
/// where its data begin in the file.
void check_bool(const NamedArray& array, std::uint64_t first, const std::string& where) {
  if (array.type != DType::kBool) return;
  const auto bad =
      std::find_if(array.bytes.begin(), array.bytes.end(), [](std::byte b) { return b > std::byte{1}; });
  if (bad == array.bytes.end()) return;
  refuse_weights(
      where, tensor_words(array.name), first + static_cast<std::uint64_t>(bad - array.bytes.begin()),
      "a BOOL of 0 or 1, found " + std::to_string(std::to_integer<int>(*bad)), kSaveSafetensorsAgain);
}

/// The header's length, held against the limit and the file before the header is touched.
std::size_t header_length(std::span<const std::byte> file, const std::string& where) {
  if (file.size() < kLengthBytes) {
    refuse_weights(where, "header", 0,
                   "a length of " + std::to_string(kLengthBytes) + " bytes, the file is too short: it has " +
                       std::to_string(file.size()),
                   kSaveSafetensorsAgain);
  }
  const std::uint64_t length = little_endian(file.first(kLengthBytes));
  const std::uint64_t left = file.size() - kLengthBytes;
  if (length > kMaxHeaderBytes || length > left) {
    refuse_weights(where, "header", 0,
                   "a header of at most " + std::to_string(std::min(kMaxHeaderBytes, left)) +
                       " bytes, it claims " + std::to_string(length) + " bytes, " + std::to_string(left) +
                       " follow",
                   "the file is not whole or no safetensors file: download or copy it again");
  }
  return static_cast<std::size_t>(length);
}

std::string metadata_json(const std::map<std::string, std::string>& metadata) {
  std::string json;
  for (const auto& [key, value] : metadata) {
    json += (json.empty() ? "" : ",") + json_quoted(key) + ":" + json_quoted(value);
  }
  return "\"__metadata__\":{" + json + "}";
}

std::string entry_json(const NamedArray& array, std::size_t begin) {
  std::string shape;
  for (const std::int64_t size : array.shape) shape += (shape.empty() ? "" : ",") + std::to_string(size);
  return json_quoted(array.name) + ":{\"dtype\":\"" + dtype_name(array.type) + "\",\"shape\":[" + shape +
         "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(begin + array.bytes.size()) +
         "]}";
}

std::string header_json(const std::vector<const NamedArray*>& arrays,
                        const std::map<std::string, std::string>& metadata) {
  std::string json = "{";
  if (!metadata.empty()) json += metadata_json(metadata);
  std::size_t begin = 0;
  for (const NamedArray* array : arrays) {
    if (json.size() > 1) json += ",";
    json += entry_json(*array, begin);
    begin += array->bytes.size();
  }
  json += "}";
  json.resize((json.size() + 7) / 8 * 8, ' ');
  return json;
}

}  // namespace

WeightsFile parse_safetensors(std::span<const std::byte> bytes, const std::string& where) {
  const std::size_t length = header_length(bytes, where);
  bytes = bytes.subspan(kLengthBytes);
  const std::string_view json(reinterpret_cast<const char*>(bytes.data()), length);
  const std::span<const std::byte> buffer = bytes.subspan(length);

  SafetensorsHeader header = parse_safetensors_header(json, buffer.size(), where);
  WeightsFile weights;
  weights.metadata = std::move(header.metadata);
  weights.arrays.reserve(header.entries.size());
  for (TensorEntry& entry : header.entries) {
    const auto data = buffer.subspan(static_cast<std::size_t>(entry.begin),
                                     static_cast<std::size_t>(entry.end - entry.begin));
    weights.arrays.push_back(
        {std::move(entry.name), entry.type, std::move(entry.shape), {data.begin(), data.end()}});
    check_bool(weights.arrays.back(), kLengthBytes + length + entry.begin, where);
  }
  return weights;
}

WeightsFile read_safetensors(const std::filesystem::path& file) {
  return parse_safetensors(core::read_file(file), file.string());
}

std::vector<std::byte> serialize_safetensors(const WeightsFile& weights) {
  check_writable(weights);
  std::vector<const NamedArray*> arrays;
  for (const NamedArray& array : weights.arrays) arrays.push_back(&array);
  std::sort(arrays.begin(), arrays.end(), [](const NamedArray* a, const NamedArray* b) {
    const std::size_t size_a = item_size(a->type), size_b = item_size(b->type);
    return std::tie(size_b, a->name) < std::tie(size_a, b->name);
  });

  const std::string json = header_json(arrays, weights.metadata);
  std::vector<std::byte> out(kLengthBytes);
  for (std::size_t i = 0; i < kLengthBytes; ++i) out[i] = static_cast<std::byte>(json.size() >> (8 * i));
  const auto text = std::as_bytes(std::span(json));
  out.insert(out.end(), text.begin(), text.end());
  for (const NamedArray* array : arrays) out.insert(out.end(), array->bytes.begin(), array->bytes.end());
  return out;
}

void write_safetensors(const WeightsFile& weights, const std::filesystem::path& file) {
  core::write_file_atomically(file, serialize_safetensors(weights));
}

}  // namespace io
