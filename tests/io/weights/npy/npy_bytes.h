#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A .npy file part by part, so that each may be wrong by itself.
struct NpyBytes {
  std::string magic = "\x93NUMPY";
  int major = 1;
  int minor = 0;
  std::int64_t header_length = -1;  // -1 = the header's own
  std::string header;
  std::size_t data_bytes = 0;        // filled with 0, 1, 0, 1, ...
  std::vector<std::byte> data = {};  // in place of data_bytes

  std::vector<std::byte> bytes() const {
    std::string file = magic;
    file += static_cast<char>(major);
    file += static_cast<char>(minor);
    const auto length = header_length < 0 ? header.size() : static_cast<std::size_t>(header_length);
    for (int i = 0; i < (major == 1 ? 2 : 4); ++i) file += static_cast<char>(length >> (8 * i) & 0xFF);
    file += header;
    if (data.empty())
      for (std::size_t i = 0; i < data_bytes; ++i) file += static_cast<char>(i & 1);
    const auto head = std::as_bytes(std::span(file));
    std::vector<std::byte> all(head.begin(), head.end());
    all.insert(all.end(), data.begin(), data.end());
    return all;
  }
};

/// The header as numpy writes it, `descr` with its quotes, padded so that the data begin at a multiple of 16.
inline std::string npy_header(std::string_view descr, std::string_view shape,
                              std::string_view order = "False") {
  std::string header = "{'descr': " + std::string(descr) + ", 'fortran_order': " + std::string(order) +
                       ", 'shape': " + std::string(shape) + ", }";
  header.resize((header.size() + 11 + 15) / 16 * 16 - 11, ' ');
  return header + '\n';
}

inline std::vector<std::byte> npy_floats(std::string_view shape, const std::vector<float>& values) {
  NpyBytes file;
  file.header = npy_header("'<f4'", shape);
  const auto data = std::as_bytes(std::span(values));
  file.data.assign(data.begin(), data.end());
  return file.bytes();
}

/// A file of six floats whose header is `header`.
inline std::vector<std::byte> npy_with_header(const std::string& header) {
  NpyBytes file;
  file.header = header;
  file.data_bytes = 24;
  return file.bytes();
}

inline std::vector<std::byte> npy_with_shape(const std::string& shape) {
  return npy_with_header(npy_header("'<f4'", shape));
}

}  // namespace tests
