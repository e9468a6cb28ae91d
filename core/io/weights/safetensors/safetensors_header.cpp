#include "core/io/weights/safetensors/safetensors_header.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

#include "core/io/arrays/header_json.h"
#include "core/io/byte_reader.h"
#include "core/io/utf8.h"

namespace io {
namespace {

constexpr std::array kReadable = {DType::kBool, DType::kU8,  DType::kI8,   DType::kI16, DType::kI32,
                                  DType::kI64,  DType::kF16, DType::kBF16, DType::kF32, DType::kF64};
constexpr std::size_t kMaxDTypeBytes = 16;

DType parse_dtype(HeaderJson& json) {
  const std::uint64_t at = json.token_offset();
  const std::string word = json.string(kMaxDTypeBytes);
  for (const DType type : kReadable) {
    if (word == dtype_name(type)) return type;
  }
  json.fail_at(at,
               "the data type BOOL, U8, I8, I16, I32, I64, F16, BF16, F32 or F64, found " + quote_name(word),
               "only these data types can be read: convert it to F32");
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

TensorEntry parse_entry(HeaderJson& json, std::string name, std::uint64_t name_at) {
  TensorEntry entry;
  entry.name = std::move(name);
  entry.name_at = name_at;
  json.set_entry(tensor_words(entry.name));
  bool has_dtype = false, has_shape = false, has_offsets = false;
  std::uint64_t at = 0;
  const auto once = [&](bool& seen, const std::string& field) {
    if (std::exchange(seen, true))
      json.fail_at(at, field + " once, it has " + field + " twice", kSaveSafetensorsAgain);
  };
  json.expect('{');
  if (!json.accept('}')) {
    do {
      at = json.token_offset();
      const std::string field = json.string(kMaxKeyBytes);
      json.expect(':');
      if (field == "dtype") {
        once(has_dtype, field);
        entry.type = parse_dtype(json);
      } else if (field == "shape") {
        once(has_shape, field);
        entry.shape_at = json.token_offset();
        entry.shape = parse_shape(json);
      } else if (field == "data_offsets") {
        once(has_offsets, field);
        entry.offsets_at = json.token_offset();
        parse_offsets(json, entry);
      } else {
        json.fail_at(at, "dtype, shape or data_offsets, found the unknown field " + quote_name(field),
                     kSaveSafetensorsAgain);
      }
    } while (json.accept(','));
    json.expect('}');
  }
  if (!has_dtype || !has_shape || !has_offsets) {
    json.fail_at(name_at,
                 std::string("dtype, shape and data_offsets, it lacks ") + (!has_dtype   ? "dtype"
                                                                            : !has_shape ? "shape"
                                                                                         : "data_offsets"),
                 kSaveSafetensorsAgain);
  }
  json.set_entry("header");
  return entry;
}

std::map<std::string, std::string> parse_metadata(HeaderJson& json) {
  std::map<std::string, std::string> metadata;
  json.expect('{');
  if (json.accept('}')) return metadata;
  json.set_entry("metadata");
  do {
    const std::uint64_t at = json.token_offset();
    if (metadata.size() == kMaxMetadata)
      json.fail("at most " + std::to_string(kMaxMetadata) + " metadata entries");
    std::string key = json.string(kMaxKeyBytes);
    json.expect(':');
    const auto [pair, added] = metadata.emplace(std::move(key), json.string(kMaxHeaderBytes));
    if (!added)
      json.fail_at(at, "the key " + quote_name(pair->first) + " once, it stands there twice",
                   kSaveSafetensorsAgain);
  } while (json.accept(','));
  json.expect('}');
  json.set_entry("header");
  return metadata;
}

/// Grammar only; names, offsets and shapes are judged afterwards.
SafetensorsHeader parse_grammar(std::string_view text, const std::string& where) {
  HeaderJson json(text, where, kLengthBytes);
  SafetensorsHeader header;
  bool has_metadata = false;
  json.expect('{');
  if (!json.accept('}')) {
    do {
      const std::uint64_t at = json.token_offset();
      std::string name = json.string(kMaxKeyBytes);
      json.expect(':');
      if (name == "__metadata__") {
        if (std::exchange(has_metadata, true))
          json.fail_at(at, "__metadata__ once, it stands there twice", kSaveSafetensorsAgain);
        header.metadata = parse_metadata(json);
        continue;
      }
      if (header.entries.size() == kMaxTensors)
        json.fail("at most " + std::to_string(kMaxTensors) + " tensors");
      header.entries.push_back(parse_entry(json, std::move(name), at));
    } while (json.accept(','));
    json.expect('}');
  }
  json.end();
  return header;
}

[[noreturn]] void refuse(const TensorEntry& entry, std::uint64_t at, const std::string& expected,
                         const std::string& where) {
  refuse_weights(where, tensor_words(entry.name), at, expected, kSaveSafetensorsAgain);
}

/// Sorts pointers: a set of the names would hold each of them a second time.
void check_names(const std::vector<TensorEntry>& entries, const std::string& where) {
  std::vector<const TensorEntry*> sorted;
  sorted.reserve(entries.size());
  for (const TensorEntry& entry : entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(), [](const TensorEntry* a, const TensorEntry* b) {
    return std::tie(a->name, a->name_at) < std::tie(b->name, b->name_at);
  });
  const auto same = [](const TensorEntry* a, const TensorEntry* b) { return a->name == b->name; };
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end(), same);
  if (twice == sorted.end()) return;
  const TensorEntry& second = **std::next(twice);
  refuse(second, second.name_at, "a name of its own, it stands there twice", where);
}

void check_shape(const TensorEntry& entry, std::uint64_t buffer_bytes, const std::string& where) {
  std::uint64_t bytes = 0;
  if (!packed_bytes(entry.shape, entry.type, bytes))
    refuse(entry, entry.shape_at, "numbers of less than 2^63 bytes: its shape is too large", where);
  const std::string begin = std::to_string(entry.begin), end = std::to_string(entry.end);
  if (entry.end < entry.begin) {
    refuse(entry, entry.offsets_at, "data_offsets that rise, they run backwards from " + begin + " to " + end,
           where);
  }
  if (entry.end > buffer_bytes) {
    refuse(entry, entry.offsets_at,
           "data_offsets within the file's data, they end at byte " + end + " of " +
               std::to_string(buffer_bytes),
           where);
  }
  if (entry.end - entry.begin != bytes) {
    refuse(entry, entry.offsets_at,
           "as much data as its shape needs: it needs " + std::to_string(bytes) +
               " bytes, its data_offsets give " + std::to_string(entry.end - entry.begin),
           where);
  }
}

/// The entries, which are in the order of their bytes, must tile the data: no overlap, no hole, no rest.
void check_tiling(const std::vector<TensorEntry>& entries, std::uint64_t buffer_bytes,
                  std::uint64_t buffer_at, const std::string& where) {
  std::uint64_t covered = 0;
  for (const TensorEntry& entry : entries) {
    if (entry.begin != covered) {
      refuse(entry, entry.offsets_at,
             "data from byte " + std::to_string(covered) + " of the data on, found bytes " +
                 std::to_string(entry.begin) + " to " + std::to_string(entry.end) + ": " +
                 (entry.begin < covered ? "they overlap another tensor's" : "there is a hole before them"),
             where);
    }
    covered = entry.end;
  }
  if (covered != buffer_bytes) {
    refuse_weights(where, "data", buffer_at + covered,
                   "the end of the file: " + std::to_string(buffer_bytes - covered) +
                       " bytes at the end belong to no tensor",
                   kSaveSafetensorsAgain);
  }
}

}  // namespace

std::string tensor_words(const std::string& name) {
  return "tensor " + quote_name(name);
}

SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t buffer_bytes,
                                           const std::string& where) {
  SafetensorsHeader header = parse_grammar(text, where);
  check_names(header.entries, where);
  for (const TensorEntry& entry : header.entries) check_shape(entry, buffer_bytes, where);
  std::stable_sort(header.entries.begin(), header.entries.end(),
                   [](const TensorEntry& a, const TensorEntry& b) {
                     return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                   });
  check_tiling(header.entries, buffer_bytes, kLengthBytes + text.size(), where);
  return header;
}

}  // namespace io
