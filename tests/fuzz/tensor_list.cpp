#include "tests/fuzz/tensor_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <set>

#include "core/io/arrays/array_limits.h"

namespace tests {
namespace {

constexpr char kLineEnd = '\x01';
constexpr std::string_view kKind = "kind ";
constexpr std::array kKinds{io::WeightsKind::kSafetensors, io::WeightsKind::kPth, io::WeightsKind::kPthLegacy,
                            io::WeightsKind::kTorch7, io::WeightsKind::kNpySet};
constexpr std::array kTypes{io::DType::kBool, io::DType::kU8,  io::DType::kI8,  io::DType::kI16,
                            io::DType::kI32,  io::DType::kI64, io::DType::kF16, io::DType::kBF16,
                            io::DType::kF32,  io::DType::kF64};

std::string with(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

/// Takes what stands before the first `separator` off `text`, or all of it.
std::string_view take(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return piece;
}

template <class Number>
bool read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// False when the line describes no array.
bool read_array(std::string_view line, io::NamedArray& array) {
  array.name = take(line, '\t');
  const std::string_view type = take(line, '\t');
  const auto* known =
      std::find_if(kTypes.begin(), kTypes.end(), [&](io::DType one) { return io::dtype_name(one) == type; });
  if (array.name.empty() || known == kTypes.end() || !read(take(line, '\t'), array.nesting)) return false;
  array.type = *known;
  while (!line.empty()) {
    std::int64_t length = 0;
    if (!read(take(line, ','), length) || length < 0) return false;
    array.shape.push_back(length);
  }
  const bool after_a_dot =
      array.nesting < array.name.size() && (array.nesting == 0 || array.name[array.nesting - 1] == '.');
  if (!after_a_dot) array.nesting = 0;
  return array.shape.size() <= io::kMaxRank;
}

void fill(io::NamedArray& array) {
  if (array.type != io::DType::kF32) return;
  for (std::size_t i = 0; i < array.bytes.size() / sizeof(float); ++i) {
    const float value = static_cast<float>(i % 1024) / 1024;
    std::memcpy(array.bytes.data() + i * sizeof value, &value, sizeof value);
  }
}

}  // namespace

io::WeightsFile from_tensor_list(std::string_view text, std::size_t most_bytes) {
  io::WeightsFile file;
  std::set<std::string, std::less<>> names;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    std::size_t kind = 0;
    if (line.starts_with(kKind) && read(line.substr(kKind.size()), kind)) {
      file.kind = kKinds[kind % kKinds.size()];
    } else if (line.starts_with('=')) {
      line.remove_prefix(1);
      const std::string key(take(line, ' '));
      file.metadata[key] = with(std::string(line), kLineEnd, '\n');
    } else {
      io::NamedArray array;
      std::uint64_t bytes = 0;
      if (!read_array(line, array) || !io::packed_bytes(array.shape, array.type, bytes) || bytes > most_bytes)
        continue;
      if (!names.insert(array.name).second) continue;
      most_bytes -= static_cast<std::size_t>(bytes);
      array.bytes.resize(static_cast<std::size_t>(bytes));
      fill(array);
      file.arrays.push_back(std::move(array));
    }
  }
  return file;
}

}  // namespace tests
