#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A zip assembler that writes what torch.save and numpy write, with a knob for every field that a hostile
/// file could set otherwise.
namespace tests {

enum class Descriptor { kNone, kSigned32, kPlain32, kSigned64, kPlain64 };

/// What one place of the archive says instead of the truth.
struct ZipLies {
  std::optional<std::string> name;
  std::optional<std::uint16_t> version, flags, method;
  std::optional<std::uint32_t> date, crc, compressed, size;
  std::optional<std::uint32_t> signature, offset;  // offset: of a central header only
};

struct ZipEntryBytes {
  std::string name;
  std::string data;
  std::uint16_t flags = 0x0808;  // descriptor, UTF-8 name
  std::uint16_t method = 0;
  Descriptor descriptor = Descriptor::kSigned32;
  ZipLies local{}, central{}, in_descriptor{};
  std::optional<std::string> local_extra{};  // instead of the padding
  std::string central_extra{};
  std::optional<std::string> packed{};  // what stands in the archive for the data
  std::string comment{};
  std::uint16_t disk = 0;
  std::string in_front{}, behind{};  // bytes that belong to no entry
};

struct ZipEndLies {
  std::optional<std::uint64_t> signature, disks, count, total, size, offset, place;
};

struct ZipBytes {
  std::vector<ZipEntryBytes> entries;
  bool zip64 = true;
  std::string before_directory{}, after_directory{}, comment{}, behind{};
  ZipEndLies end{}, end64{}, locator{};

  std::string bytes() const;
};

/// A raw deflate stream of one block, compressed with the fixed codes: runs of equal bytes become matches.
std::string deflated(const std::string& data);
/// As numpy.savez (stored) and savez_compressed (deflated) write an entry: its sizes left to a zip64 field
/// that the directory does without.
ZipEntryBytes numpy_entry(const std::string& name, const std::string& data, bool compressed = false);
/// Lets such an entry say that it unpacks to `size` bytes.
void declare(ZipEntryBytes& entry, std::uint32_t size);

/// Extra fields: id, size, data.
std::string extra_field(std::uint16_t id, const std::string& data);

}  // namespace tests
