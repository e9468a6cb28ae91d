#include "core/io/weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/io/utf8.h"
#include "core/io/weights/header_json.h"

namespace io {
namespace {

constexpr std::array kReadable = {DType::kBool, DType::kU8,  DType::kI8,   DType::kI16, DType::kI32,
                                  DType::kI64,  DType::kF16, DType::kBF16, DType::kF32, DType::kF64};
constexpr std::size_t kMaxDTypeBytes = 16;

[[noreturn]] void refuse(const TensorEntry& entry, const std::string& problem, const std::string& where) {
  std::string place = "tensor " + quote_name(entry.name);
  if (entry.end > 0)
    place += ", bytes " + std::to_string(entry.begin) + " to " + std::to_string(entry.end) + " of the data";
  throw core::Error(place + ": " + problem, where, kSaveSafetensorsAgain);
}

DType parse_dtype(const std::string& word, const TensorEntry& entry, const std::string& where) {
  for (const DType type : kReadable) {
    if (word == dtype_name(type)) return type;
  }
  throw core::Error(
      "tensor " + quote_name(entry.name) + " has the data type " + quote_name(word), where,
      "only BOOL, U8, I8, I16, I32, I64, F16, BF16, F32 and F64 can be read: convert it to F32");
}

std::vector<std::int64_t> parse_shape(HeaderJson& json) {
  std::vector<std::int64_t> shape;
  json.expect('[');
  if (json.accept(']')) return shape;
  do {
    if (shape.size() == kMaxRank) json.fail("at most " + std::to_string(kMaxRank) + " dimensions");
    shape.push_back(static_cast<std::int64_t>(json.integer()));
  } while (json.accept(','));
  json.expect(']');
  return shape;
}

void parse_offsets(HeaderJson& json, TensorEntry& entry) {
  json.expect('[');
  entry.begin = json.integer();
  json.expect(',');
  entry.end = json.integer();
  json.expect(']');
}

TensorEntry parse_entry(HeaderJson& json, std::string name, const std::string& where) {
  TensorEntry entry;
  entry.name = std::move(name);
  bool has_dtype = false, has_shape = false, has_offsets = false;
  const auto once = [&](bool& seen, const std::string& field) {
    if (std::exchange(seen, true)) refuse(entry, "has " + field + " twice", where);
  };
  json.expect('{');
  if (!json.accept('}')) {
    do {
      const std::string field = json.string(kMaxKeyBytes);
      json.expect(':');
      if (field == "dtype") {
        once(has_dtype, field);
        entry.type = parse_dtype(json.string(kMaxDTypeBytes), entry, where);
      } else if (field == "shape") {
        once(has_shape, field);
        entry.shape = parse_shape(json);
      } else if (field == "data_offsets") {
        once(has_offsets, field);
        parse_offsets(json, entry);
      } else {
        refuse(entry, "has the unknown field " + quote_name(field), where);
      }
    } while (json.accept(','));
    json.expect('}');
  }
  if (!has_dtype || !has_shape || !has_offsets) refuse(entry, "lacks dtype, shape or data_offsets", where);
  return entry;
}

std::map<std::string, std::string> parse_metadata(HeaderJson& json, const std::string& where) {
  std::map<std::string, std::string> metadata;
  json.expect('{');
  if (json.accept('}')) return metadata;
  do {
    if (metadata.size() == kMaxMetadata)
      json.fail("at most " + std::to_string(kMaxMetadata) + " metadata entries");
    std::string key = json.string(kMaxKeyBytes);
    json.expect(':');
    const auto [at, added] = metadata.emplace(std::move(key), json.string(kMaxHeaderBytes));
    if (!added)
      throw core::Error("the metadata key " + quote_name(at->first) + " stands there twice", where,
                        kSaveSafetensorsAgain);
  } while (json.accept(','));
  json.expect('}');
  return metadata;
}

/// Grammar and duplicate names only; offsets and shapes are judged afterwards.
SafetensorsHeader parse_grammar(std::string_view text, const std::string& where) {
  HeaderJson json(text, where);
  SafetensorsHeader header;
  std::set<std::string> names;
  json.expect('{');
  if (!json.accept('}')) {
    do {
      std::string name = json.string(kMaxKeyBytes);
      if (!names.insert(name).second)
        throw core::Error("the name " + quote_name(name) + " stands there twice", where,
                          kSaveSafetensorsAgain);
      json.expect(':');
      if (name == "__metadata__") {
        header.metadata = parse_metadata(json, where);
        continue;
      }
      if (header.entries.size() == kMaxTensors)
        json.fail("at most " + std::to_string(kMaxTensors) + " tensors");
      header.entries.push_back(parse_entry(json, std::move(name), where));
    } while (json.accept(','));
    json.expect('}');
  }
  json.end();
  return header;
}

}  // namespace

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

SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t buffer_bytes,
                                           const std::string& where) {
  SafetensorsHeader header = parse_grammar(text, where);
  for (const TensorEntry& entry : header.entries) {
    std::uint64_t bytes = 0;
    if (!packed_bytes(entry.shape, entry.type, bytes)) refuse(entry, "its shape is too large", where);
    if (entry.end < entry.begin) refuse(entry, "its data_offsets run backwards", where);
    if (entry.end > buffer_bytes) {
      refuse(entry,
             "its data end at byte " + std::to_string(entry.end) + " of " + std::to_string(buffer_bytes),
             where);
    }
    if (entry.end - entry.begin != bytes) {
      refuse(entry,
             "its shape needs " + std::to_string(bytes) + " bytes, its data_offsets give " +
                 std::to_string(entry.end - entry.begin),
             where);
    }
  }
  std::stable_sort(header.entries.begin(), header.entries.end(),
                   [](const TensorEntry& a, const TensorEntry& b) {
                     return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                   });
  std::uint64_t covered = 0;
  for (const TensorEntry& entry : header.entries) {
    if (entry.begin < covered) refuse(entry, "its data overlap another tensor's", where);
    if (entry.begin > covered) refuse(entry, "there is a hole before its data", where);
    covered = entry.end;
  }
  if (covered != buffer_bytes) {
    throw core::Error(std::to_string(buffer_bytes - covered) + " bytes at the end belong to no tensor", where,
                      kSaveSafetensorsAgain);
  }
  return header;
}

}  // namespace io
