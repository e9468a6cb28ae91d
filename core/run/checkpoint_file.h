#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/links.h"

namespace core {

/// A named run of bytes in a checkpoint.
struct CheckpointSection {
  std::string name;
  std::vector<std::byte> bytes;
};

/// The file as bytes: magic "GSCKPT\r\n", version, section count, total length; each section as name length,
/// name, size, CRC-32 and bytes; the SHA-256 of everything before it at the end. Integers are little-endian.
std::vector<std::byte> encode_checkpoint(const std::vector<CheckpointSection>& sections);

/// The inverse. Every length is checked against the file before it is used; a flipped bit or a missing byte
/// anywhere is refused. Throws Error saying what does not fit in `where`.
std::vector<CheckpointSection> decode_checkpoint(std::span<const std::byte> bytes, const std::string& where);

/// Writes as docs/promises.md: Saving says: temporary file in the same folder, fsync, read back from the
/// disk and decoded, renamed, folder fsynced. Throws Error and leaves nothing behind.
void write_checkpoint(const std::filesystem::path& file, const std::vector<CheckpointSection>& sections,
                      Links links = Links::kFollow);
std::vector<CheckpointSection> read_checkpoint(const std::filesystem::path& file);

}  // namespace core
