#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

inline std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A file that claims a header of `claimed` bytes, then `json`, then `buffer_bytes` zeros.
inline std::vector<std::byte> file_claiming(std::uint64_t claimed, std::string_view json,
                                            std::size_t buffer_bytes) {
  std::vector<std::byte> file(8);
  for (std::size_t i = 0; i < 8; ++i) file[i] = static_cast<std::byte>(claimed >> (8 * i));
  const std::vector<std::byte> text = bytes_of(json);
  file.insert(file.end(), text.begin(), text.end());
  file.resize(file.size() + buffer_bytes);
  return file;
}

inline std::vector<std::byte> safetensors_bytes(std::string_view json, std::size_t buffer_bytes) {
  return file_claiming(json.size(), json, buffer_bytes);
}

/// `"name":{"dtype":...,"shape":...,"data_offsets":[begin,end]}`
inline std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                         std::uint64_t begin, std::uint64_t end) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" +
         std::to_string(begin) + "," + std::to_string(end) + "]}";
}

}  // namespace tests
