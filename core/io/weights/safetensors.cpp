#include "core/io/weights/safetensors.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/utf8.h"
#include "core/io/weights/header_json.h"
#include "core/io/weights/safetensors_header.h"
#include "core/io/weights/writable.h"

namespace io {
namespace {

constexpr std::size_t kLengthBytes = 8;

std::uint64_t little_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  return value;
}

/// A torch::kBool tensor over any other value than 0 and 1 is undefined behaviour for its reader.
void check_bool(const NamedArray& array, const std::string& where) {
  if (array.type != DType::kBool) return;
  const auto is_bool = [](std::byte b) { return b <= std::byte{1}; };
  if (!std::all_of(array.bytes.begin(), array.bytes.end(), is_bool)) {
    throw core::Error("tensor " + quote_name(array.name) + ": a BOOL is neither 0 nor 1", where,
                      kSaveSafetensorsAgain);
  }
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
  if (bytes.size() < kLengthBytes) {
    throw core::Error("this is no safetensors file: " + std::to_string(bytes.size()) + " bytes are too short",
                      where, kSaveSafetensorsAgain);
  }
  const std::uint64_t length = little_endian(bytes.first(kLengthBytes));
  bytes = bytes.subspan(kLengthBytes);
  if (length > kMaxHeaderBytes || length > bytes.size()) {
    throw core::Error("this is no whole safetensors file: its header claims " + std::to_string(length) +
                          " bytes, " + std::to_string(bytes.size()) + " follow",
                      where, "download or copy it again");
  }
  const std::string_view json(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
  const std::span<const std::byte> buffer = bytes.subspan(static_cast<std::size_t>(length));

  SafetensorsHeader header = parse_safetensors_header(json, buffer.size(), where);
  WeightsFile weights;
  weights.metadata = std::move(header.metadata);
  weights.arrays.reserve(header.entries.size());
  for (TensorEntry& entry : header.entries) {
    const auto data = buffer.subspan(static_cast<std::size_t>(entry.begin),
                                     static_cast<std::size_t>(entry.end - entry.begin));
    weights.arrays.push_back(
        {std::move(entry.name), entry.type, std::move(entry.shape), {data.begin(), data.end()}});
    check_bool(weights.arrays.back(), where);
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
