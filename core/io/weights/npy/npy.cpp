#include "core/io/weights/npy/npy.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/arrays/float_values.h"
#include "core/io/byte_reader.h"

namespace io {
namespace {

constexpr std::size_t kMaxRowsFile = 256u << 20;
const char* const kArrayHint = "save the array again with numpy.save as little-endian float32";
const char* const kRowsHint = "save z with numpy.save(\"z.npy\", z.astype(\"float32\"))";

/// Packed column by column to packed row by row.
std::vector<std::byte> transposed(std::span<const std::byte> data, const NpyHeader& header) {
  const std::size_t item = item_size(header.type), rank = header.shape.size();
  std::vector<std::size_t> steps(rank), index(rank);
  std::size_t step = item;
  for (std::size_t d = 0; d < rank; ++d) {
    steps[d] = step;
    step *= static_cast<std::size_t>(header.shape[d]);
  }
  std::vector<std::byte> packed(data.size());
  std::size_t from = 0;
  for (std::size_t to = 0; to < packed.size(); to += item) {
    std::memcpy(packed.data() + to, data.data() + from, item);
    for (std::size_t d = rank; d-- > 0;) {
      from += steps[d];
      if (++index[d] < static_cast<std::size_t>(header.shape[d])) break;
      from -= index[d] * steps[d];
      index[d] = 0;
    }
  }
  return packed;
}

/// A torch::kBool tensor over any other value than 0 and 1 is undefined behaviour for its reader.
void check_bools(std::span<const std::byte> data, const NpyHeader& header, const std::string& where) {
  if (header.type != DType::kBool) return;
  const auto bad = std::find_if(data.begin(), data.end(), [](std::byte b) { return b > std::byte{1}; });
  if (bad == data.end()) return;
  refuse_weights(where, "data", header.data + static_cast<std::size_t>(bad - data.begin()),
                 "a bool of 0 or 1", kArrayHint);
}

NamedArray named(NpyHeader header, std::vector<std::byte> packed) {
  NamedArray array;
  array.type = header.type;
  array.shape = std::move(header.shape);
  array.bytes = std::move(packed);
  return array;
}

[[noreturn]] void refuse_rows(const std::string& where, const std::string& problem, const std::string& hint) {
  throw core::Error("cannot read .npy, " + problem, where, hint);
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t length : shape) text += (text.empty() ? "" : ", ") + std::to_string(length);
  return "(" + text + (shape.size() == 1 ? ",)" : ")");
}

/// How many z there are: (nz), (N, nz), or either as pictures of one pixel, (nz, 1, 1) and (N, nz, 1, 1).
std::size_t row_count(std::vector<std::int64_t> shape, int columns, const std::string& where) {
  const std::string found = "its shape is " + shape_text(shape), nz = std::to_string(columns);
  const std::string wanted = "this model's z has " + nz + " numbers: (N, " + nz + ") or (N, " + nz +
                             ", 1, 1), (" + nz + ",) for one";
  if (shape.size() > 2 && shape[shape.size() - 1] == 1 && shape[shape.size() - 2] == 1)
    shape.resize(shape.size() - 2);
  if (columns <= 0 || shape.empty() || shape.size() > 2 || shape.back() != columns)
    refuse_rows(where, found, wanted);
  if (shape.size() == 2 && shape.front() == 0) refuse_rows(where, "it holds no z", wanted);
  return shape.size() == 2 ? static_cast<std::size_t>(shape.front()) : 1;
}

}  // namespace

NpyHeader parse_npy_array_header(std::span<const std::byte> beginning, std::uint64_t file_bytes,
                                 const std::string& where) {
  return parse_npy_header(beginning, file_bytes, where, kArrayHint);
}

NamedArray make_npy_array(NpyHeader header, std::vector<std::byte> data, const std::string& where) {
  check_bools(data, header, where);
  if (header.fortran_order) data = transposed(data, header);
  return named(std::move(header), std::move(data));
}

NamedArray parse_npy_array(std::span<const std::byte> bytes, const std::string& where) {
  NpyHeader header = parse_npy_array_header(bytes, bytes.size(), where);
  const auto data = bytes.subspan(header.data);
  check_bools(data, header, where);
  std::vector<std::byte> packed =
      header.fortran_order ? transposed(data, header) : std::vector<std::byte>(data.begin(), data.end());
  return named(std::move(header), std::move(packed));
}

NamedArray read_npy_array(const std::filesystem::path& file) {
  return parse_npy_array(core::read_file(file), file.string());
}

std::vector<std::vector<float>> parse_npy_rows(std::span<const std::byte> bytes, const std::string& where,
                                               int columns) {
  NpyHeader header = parse_npy_header(bytes, bytes.size(), where, kRowsHint);
  if (!is_floating(header.type))
    refuse_rows(where, "its numbers are no floats but " + std::string(dtype_name(header.type)), kRowsHint);
  const auto data = bytes.subspan(header.data);
  const std::size_t rows = row_count(header.shape, columns, where), wide = static_cast<std::size_t>(columns);
  const std::vector<float> numbers =
      float_values(make_npy_array(std::move(header), {data.begin(), data.end()}, where));
  if (!std::all_of(numbers.begin(), numbers.end(), [](float number) { return std::isfinite(number); }))
    refuse_rows(where, "it holds a number that is not finite",
                "save z without NaN and infinity, in the range of float32");
  std::vector<std::vector<float>> result;
  for (std::size_t row = 0; row < rows; ++row)
    result.emplace_back(numbers.begin() + static_cast<std::ptrdiff_t>(row * wide),
                        numbers.begin() + static_cast<std::ptrdiff_t>((row + 1) * wide));
  return result;
}

std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns) {
  return parse_npy_rows(core::read_file(file, kMaxRowsFile), file.string(), columns);
}

}  // namespace io
