#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace io {

/// Appends little-endian values to a growing buffer.
class ByteWriter {
 public:
  void u8(unsigned value) { little_endian(value, 1); }

  void u16(std::uint64_t value) { little_endian(value, 2); }

  void u32(std::uint64_t value) { little_endian(value, 4); }

  void u64(std::uint64_t value) { little_endian(value, 8); }

  void bytes(std::span<const std::byte> more) { bytes_.insert(bytes_.end(), more.begin(), more.end()); }

  void text(std::string_view more) { bytes(std::as_bytes(std::span(more))); }

  void fill(std::size_t count, char value) { bytes_.insert(bytes_.end(), count, std::byte(value)); }

  void reserve(std::size_t count) { bytes_.reserve(count); }

  std::size_t size() const { return bytes_.size(); }

  std::span<const std::byte> view() const { return bytes_; }

  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  void little_endian(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  }

  std::vector<std::byte> bytes_;
};

}  // namespace io
