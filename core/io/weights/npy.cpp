#include "core/io/weights/npy.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace io {
namespace {

constexpr std::size_t kMaxFile = 256u << 20;
constexpr std::size_t kMaxHeader = 10000;  // numpy's own cap

struct Header {
  std::string type;  // "<f4"
  std::vector<std::size_t> shape;
  std::size_t data = 0;  // offset of the numbers
};

[[noreturn]] void bad(const std::string& where, const std::string& what) {
  throw core::Error("cannot read .npy, " + what, where, "save z as float32 in C order with numpy.save");
}

/// Takes `text` off the front of `rest`, spaces before it aside.
bool take(std::string_view& rest, std::string_view text) {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  if (!rest.starts_with(text)) return false;
  rest.remove_prefix(text.size());
  return true;
}

/// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 100), } and nothing else.
void parse(std::string_view rest, Header& header, const std::string& where) {
  if (!take(rest, "{") || !take(rest, "'descr':") || !take(rest, "'") || rest.size() < 4)
    bad(where, "its header is not the usual one");
  header.type = std::string(rest.substr(0, 3));
  rest.remove_prefix(3);
  if (!take(rest, "',") || !take(rest, "'fortran_order':") || !take(rest, "False,") ||
      !take(rest, "'shape':") || !take(rest, "("))
    bad(where, "its header is not the usual one");
  while (!take(rest, ")")) {
    std::size_t side = 0;
    take(rest, "");
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), side);
    if (error != std::errc{} || header.shape.size() == 2) bad(where, "its shape is not (nz) or (rows, nz)");
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    header.shape.push_back(side);
    take(rest, ",");
  }
}

Header read_header(const std::vector<std::byte>& bytes, const std::string& where) {
  const auto* raw = reinterpret_cast<const unsigned char*>(bytes.data());
  if (bytes.size() < 10 || std::memcmp(raw, "\x93NUMPY\x01\x00", 8) != 0)
    bad(where, "it does not begin like a version 1.0 file");
  const std::size_t length = raw[8] | static_cast<std::size_t>(raw[9]) << 8;
  if (length > kMaxHeader || length > bytes.size() - 10) bad(where, "its header is longer than the file");
  Header header;
  header.data = 10 + length;
  parse(std::string_view(reinterpret_cast<const char*>(raw) + 10, length), header, where);
  return header;
}

template <class Number>
std::vector<float> row_of(const std::byte* at, std::size_t columns, const std::string& where) {
  std::vector<float> row(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    Number value;
    std::memcpy(&value, at + i * sizeof value, sizeof value);
    row[i] = static_cast<float>(value);
    if (!std::isfinite(row[i])) bad(where, "it holds a number that is not finite");
  }
  return row;
}

}  // namespace

std::vector<std::vector<float>> read_npy_rows(const std::filesystem::path& file, int columns) {
  const std::string where = file.string();
  const std::vector<std::byte> bytes = core::read_file(file, kMaxFile);
  const Header header = read_header(bytes, where);
  const std::size_t item = header.type == "<f4" ? 4 : header.type == "<f8" ? 8 : 0;
  if (item == 0) bad(where, "its numbers are \"" + header.type + "\", not float32 or float64");
  const auto wide = static_cast<std::size_t>(columns);
  if (header.shape.empty() || header.shape.back() != wide)
    bad(where, "its rows do not have " + std::to_string(columns) + " numbers, the model's nz");
  const std::size_t rows = header.shape.size() == 2 ? header.shape[0] : 1;
  const std::size_t row_bytes = wide * item;
  if (rows == 0 || (bytes.size() - header.data) % row_bytes != 0 ||
      (bytes.size() - header.data) / row_bytes != rows)
    bad(where, "its shape does not fit its size");
  std::vector<std::vector<float>> result;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::byte* at = bytes.data() + header.data + r * row_bytes;
    result.push_back(item == 4 ? row_of<float>(at, wide, where) : row_of<double>(at, wide, where));
  }
  return result;
}

}  // namespace io
