#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace io {

/// Refuses a weights file: throws core::Error "ENTRY, byte OFFSET: expected EXPECTED" about `where` with
/// `hint` as what to do. `entry` names the part of the file ("data.pkl", "object 12"); never file content
/// itself.
[[noreturn]] void refuse_weights(const std::string& where, std::string_view entry, std::uint64_t offset,
                                 const std::string& expected, const std::string& hint);

/// Reads little-endian values one after the other and never past the end: every length is compared with the
/// bytes that are left before anything is allocated. Failures go through refuse_weights.
class ByteReader {
 public:
  /// `first` is the offset of bytes[0] in the file, so that messages name the file's own offsets.
  ByteReader(std::span<const std::byte> bytes, std::string where, std::string entry, std::string hint,
             std::uint64_t first = 0);

  /// Names the part that is read from here on, or what to do about its refusal; returns the words before.
  std::string set_entry(std::string entry) { return std::exchange(entry_, std::move(entry)); }

  std::string set_hint(std::string hint) { return std::exchange(hint_, std::move(hint)); }

  std::uint64_t offset() const { return first_ + at_; }  // in the file

  std::size_t left() const { return bytes_.size() - at_; }

  std::span<const std::byte> take(std::uint64_t count, const char* what);

  void skip(std::uint64_t count, const char* what) { take(count, what); }

  std::uint8_t u8(const char* what);
  std::uint16_t u16(const char* what);
  std::uint32_t u32(const char* what);
  std::uint64_t u64(const char* what);
  std::int32_t i32(const char* what);
  std::int64_t i64(const char* what);
  double f64(const char* what);

  /// Refuses at the current offset.
  [[noreturn]] void fail(const std::string& expected) const;
  [[noreturn]] void fail_at(std::uint64_t offset, const std::string& expected) const;

 private:
  std::uint64_t little_endian(std::size_t count, const char* what);

  std::span<const std::byte> bytes_;
  std::string where_, entry_, hint_;
  std::uint64_t first_ = 0;
  std::size_t at_ = 0;
};

}  // namespace io
