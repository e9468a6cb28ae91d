#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/io/zip/zip_archive.h"

namespace io {

/// The most bytes that one byte of a deflate stream can stand for: two bits for a match of 258.
inline constexpr std::uint64_t kMaxDeflateRatio = 1032;

/// Unpacks a deflated entry of a zip archive piece by piece into the caller's memory; nothing is allocated
/// for what the stream says of itself. Throws core::Error.
class Inflater {
 public:
  /// `name` is the entry's in messages. The entry's data must outlive the inflater.
  Inflater(const ZipEntry& entry, std::string where, std::string name);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Fills `out` with the bytes that come next.
  void take(std::span<std::byte> out);
  /// Refuses an entry that does not end here, or whose CRC is not the directory's.
  void finish();

  std::uint32_t crc() const { return crc_; }  // of what was taken

 private:
  struct Stream;

  [[noreturn]] void fail(const std::string& expected) const;

  ZipEntry entry_;
  std::string where_, name_;
  std::unique_ptr<Stream> stream_;
  std::uint64_t taken_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace io
