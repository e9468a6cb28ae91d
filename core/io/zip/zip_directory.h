#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace io {

inline constexpr std::size_t kMaxZipEntries = 4'096;
inline constexpr std::uint16_t kZipStored = 0, kZipDeflated = 8;  // ZipRecord::method

/// One header of a zip archive's central directory. Sizes and offset are the zip64 ones where given.
struct ZipRecord {
  std::string_view name;      // as it stands in the file: compare it, do not print it
  std::uint16_t version = 0;  // needed to read the entry
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t date_time = 0;
  std::uint32_t crc = 0;
  std::uint64_t compressed = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;  // of the local header
  std::uint64_t at = 0;      // of this header, both in the file
};

struct ZipDirectory {
  std::vector<ZipRecord> records;
  std::uint64_t offset = 0;  // of its first header: where the last entry must end
};

/// Reads the records at the end of a zip archive, zip64 ones included, and the central directory they name.
/// They must lie end to end up to the last byte of the file, without comments. The entries themselves are
/// untouched: see open_zip_entries. The names point into `file`. Throws core::Error.
ZipDirectory read_zip_directory(std::span<const std::byte> file, const std::string& where);

}  // namespace io
