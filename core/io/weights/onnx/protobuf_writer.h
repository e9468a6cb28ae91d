#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/io/byte_writer.h"

namespace io {

/// Fields of one Protocol Buffers message, in the order they are added.
class ProtobufWriter {
 public:
  void integer(int field, std::int64_t value) {
    varint(static_cast<std::uint64_t>(field) << 3);
    varint(static_cast<std::uint64_t>(value));
  }

  void real(int field, float value) {
    varint(static_cast<std::uint64_t>(field) << 3 | 5);
    out_.u32(std::bit_cast<std::uint32_t>(value));
  }

  void bytes(int field, std::span<const std::byte> value) {
    varint(static_cast<std::uint64_t>(field) << 3 | 2);
    varint(value.size());
    out_.bytes(value);
  }

  void text(int field, std::string_view utf8) { bytes(field, std::as_bytes(std::span(utf8))); }

  void message(int field, const ProtobufWriter& inner) { bytes(field, inner.out_.view()); }

  std::size_t size() const { return out_.size(); }

  std::vector<std::byte> take() { return out_.take(); }

 private:
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.u8(static_cast<unsigned>(value & 0x7F) | 0x80);
    out_.u8(static_cast<unsigned>(value));
  }

  ByteWriter out_;
};

}  // namespace io
