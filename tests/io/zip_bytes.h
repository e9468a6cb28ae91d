#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A zip assembler that writes what torch.save writes, with a knob for every field that a hostile file could
/// set otherwise.
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

/// Extra fields: id, size, data.
std::string extra_field(std::uint16_t id, const std::string& data);

}  // namespace tests
