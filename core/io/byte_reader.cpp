#include "core/io/byte_reader.h"

#include <bit>
#include <utility>

#include "core/base/error.h"

namespace io {

void refuse_weights(const std::string& where, std::string_view entry, std::uint64_t offset,
                    const std::string& expected, const std::string& hint) {
  throw core::Error(std::string(entry) + ", byte " + std::to_string(offset) + ": expected " + expected, where,
                    hint);
}

ByteReader::ByteReader(std::span<const std::byte> bytes, std::string where, std::string entry,
                       std::string hint, std::uint64_t first)
    : bytes_(bytes),
      where_(std::move(where)),
      entry_(std::move(entry)),
      hint_(std::move(hint)),
      first_(first) {}

void ByteReader::fail_at(std::uint64_t offset, const std::string& expected) const {
  refuse_weights(where_, entry_, offset, expected, hint_);
}

void ByteReader::fail(const std::string& expected) const {
  fail_at(offset(), expected);
}

std::span<const std::byte> ByteReader::take(std::uint64_t count, const char* what) {
  if (count > left()) {
    fail(std::string(what) + " of " + std::to_string(count) + " bytes, " + std::to_string(left()) +
         " are left");
  }
  const auto taken = bytes_.subspan(at_, static_cast<std::size_t>(count));
  at_ += static_cast<std::size_t>(count);
  return taken;
}

std::uint64_t ByteReader::little_endian(std::size_t count, const char* what) {
  std::uint64_t value = 0;
  std::size_t shift = 0;
  for (const std::byte byte : take(count, what)) {
    value |= static_cast<std::uint64_t>(byte) << shift;
    shift += 8;
  }
  return value;
}

std::uint8_t ByteReader::u8(const char* what) {
  return static_cast<std::uint8_t>(little_endian(1, what));
}

std::uint16_t ByteReader::u16(const char* what) {
  return static_cast<std::uint16_t>(little_endian(2, what));
}

std::uint32_t ByteReader::u32(const char* what) {
  return static_cast<std::uint32_t>(little_endian(4, what));
}

std::uint64_t ByteReader::u64(const char* what) {
  return little_endian(8, what);
}

std::int32_t ByteReader::i32(const char* what) {
  return static_cast<std::int32_t>(u32(what));
}

std::int64_t ByteReader::i64(const char* what) {
  return static_cast<std::int64_t>(u64(what));
}

double ByteReader::f64(const char* what) {
  return std::bit_cast<double>(u64(what));
}

}  // namespace io
