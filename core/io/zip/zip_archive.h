#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/zip/zip_directory.h"

namespace io {

/// An entry of a zip archive that has been proven sound, but for what a deflated one unpacks to (see
/// Inflater). Name and data point into the file.
struct ZipEntry {
  std::string_view name;
  std::span<const std::byte> data;
  std::uint64_t offset = 0;  // of the data in the file
  bool deflated = false;     // then the data unpack to `size` bytes of this `crc`, says the directory
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
};

enum class ZipMethods { kStored, kStoredAndDeflated };

/// Opens every entry of an archive, compressed by none but `methods` (docs/promises.md: Hostile archives and
/// pickles, row 13): the local header, and with flag bit 3 the data descriptor behind the data, say the same
/// as the directory; entries, in the directory's order, tile the file from its first byte to the directory;
/// no flags but bits 3 and 11; every CRC of a stored entry is right. Allocates nothing but the list. Throws
/// core::Error.
std::vector<ZipEntry> open_zip_entries(std::span<const std::byte> file, const ZipDirectory& directory,
                                       const std::string& where, ZipMethods methods = ZipMethods::kStored);

}  // namespace io
