#include "core/io/weights/npy/npy.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/io/byte_reader.h"

namespace io {
namespace {

constexpr std::size_t kMaxRowsFile = 256u << 20;
const char* const kArrayHint = "save the array again with numpy.save as little-endian float32";
const char* const kRowsHint = "save z as float32 in C order with numpy.save";

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

[[noreturn]] void refuse_rows(const std::string& where, const std::string& problem) {
  throw core::Error("cannot read .npy, " + problem, where, kRowsHint);
}

template <class Number>
std::vector<float> row_of(const std::byte* at, std::size_t columns, const std::string& where) {
  std::vector<float> row(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    Number value;
    std::memcpy(&value, at + i * sizeof value, sizeof value);
    row[i] = static_cast<float>(value);
    if (!std::isfinite(row[i])) refuse_rows(where, "it holds a number that is not finite");
  }
  return row;
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
  const NpyHeader header = parse_npy_header(bytes, bytes.size(), where, kRowsHint);
  if (header.type != DType::kF32 && header.type != DType::kF64)
    refuse_rows(where, "its numbers are not float32 or float64");
  if (header.fortran_order && header.shape.size() > 1) refuse_rows(where, "it is in Fortran order");
  if (header.shape.empty() || header.shape.size() > 2)
    refuse_rows(where, "its shape is not (nz) or (rows, nz)");
  if (header.shape.back() != columns)
    refuse_rows(where, "its rows do not have " + std::to_string(columns) + " numbers, the model's nz");
  const auto rows = static_cast<std::size_t>(header.shape.size() == 2 ? header.shape[0] : 1);
  if (rows == 0 || columns <= 0) refuse_rows(where, "it has no rows");
  const auto wide = static_cast<std::size_t>(columns);
  std::vector<std::vector<float>> result;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::byte* at = bytes.data() + header.data + r * wide * item_size(header.type);
    result.push_back(header.type == DType::kF32 ? row_of<float>(at, wide, where)
                                                : row_of<double>(at, wide, where));
  }
  return result;
}

std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns) {
  return parse_npy_rows(core::read_file(file, kMaxRowsFile), file.string(), columns);
}

}  // namespace io
