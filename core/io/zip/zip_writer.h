#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/io/byte_writer.h"

namespace io {

/// A zip archive of STORED entries, built in memory. The data of every entry begins at a multiple of 64
/// bytes, as torch.save lays them out, so that a reader may map tensors in place. No zip64 and no dates:
/// equal entries give equal bytes.
class ZipWriter {
 public:
  /// The largest archive the plain format's 32-bit offsets can describe.
  static constexpr std::uint64_t kMaxBytes = 0xFFFFFFFEu;

  explicit ZipWriter(std::uint64_t max_bytes = kMaxBytes) : max_bytes_(max_bytes) {}

  /// `name` is UTF-8 with '/' between folders. Throws core::Error when it is taken, or the archive would
  /// become larger than max_bytes or hold more than 65,534 entries.
  void add(std::string name, std::span<const std::byte> data);
  /// The whole archive; the writer is empty afterwards.
  std::vector<std::byte> finish();

  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
  };

  std::uint64_t max_bytes_;
  std::uint64_t directory_bytes_ = 0;
  std::vector<Entry> entries_;
  std::set<std::string> names_;
  ByteWriter out_;
};

}  // namespace io
