#include "tests/io/zip/zip_bytes.h"

#include <span>

#include "core/base/hash.h"
#include "tests/io/weights/pth/pickle_bytes.h"

namespace tests {
namespace {

std::uint32_t crc_of(const std::string& data) {
  return core::crc32(std::as_bytes(std::span(data)));
}

const std::string& stored_bytes(const ZipEntryBytes& entry) {
  return entry.packed ? *entry.packed : entry.data;
}

bool streamed(const ZipEntryBytes& entry) {
  return entry.descriptor != Descriptor::kNone;
}

std::uint16_t flags_of(const ZipEntryBytes& entry) {
  return streamed(entry) ? entry.flags : static_cast<std::uint16_t>(entry.flags & ~0x8u);
}

/// Fields that a local and a central header share, from the flags to the sizes.
std::string common_fields(const ZipEntryBytes& entry, const ZipLies& lies, bool zeros) {
  const auto size = static_cast<std::uint32_t>(entry.data.size());
  const auto packed = static_cast<std::uint32_t>(stored_bytes(entry).size());
  return little_endian(lies.flags.value_or(flags_of(entry)), 2) +
         little_endian(lies.method.value_or(entry.method), 2) + little_endian(lies.date.value_or(0), 4) +
         little_endian(lies.crc.value_or(zeros ? 0 : crc_of(entry.data)), 4) +
         little_endian(lies.compressed.value_or(zeros ? 0 : packed), 4) +
         little_endian(lies.size.value_or(zeros ? 0 : size), 4);
}

std::string padding(std::size_t at, std::size_t name) {
  const std::size_t start = at + 30 + name + 4;
  return extra_field(0x4246, std::string((64 - start % 64) % 64, 'Z'));
}

std::string local_part(const ZipEntryBytes& entry, std::size_t at) {
  const std::string name = entry.local.name.value_or(entry.name);
  const std::string extra = entry.local_extra.value_or(padding(at, name.size()));
  std::string out = little_endian(entry.local.signature.value_or(0x04034b50), 4) +
                    little_endian(entry.local.version.value_or(0), 2) +
                    common_fields(entry, entry.local, streamed(entry)) + little_endian(name.size(), 2) +
                    little_endian(extra.size(), 2) + name + extra + stored_bytes(entry);
  if (!streamed(entry)) return out;
  const bool is_signed =
      entry.descriptor == Descriptor::kSigned32 || entry.descriptor == Descriptor::kSigned64;
  const std::size_t width = entry.descriptor >= Descriptor::kSigned64 ? 8 : 4;
  const ZipLies& lies = entry.in_descriptor;
  if (is_signed) out += little_endian(lies.signature.value_or(0x08074b50), 4);
  const auto size = static_cast<std::uint32_t>(entry.data.size());
  const auto packed = static_cast<std::uint32_t>(stored_bytes(entry).size());
  return out + little_endian(lies.crc.value_or(crc_of(entry.data)), 4) +
         little_endian(lies.compressed.value_or(packed), width) +
         little_endian(lies.size.value_or(size), width);
}

std::string central_part(const ZipEntryBytes& entry, std::size_t at) {
  const std::string name = entry.central.name.value_or(entry.name);
  return little_endian(entry.central.signature.value_or(0x02014b50), 4) + little_endian(0, 4) +
         common_fields(entry, entry.central, false) + little_endian(name.size(), 2) +
         little_endian(entry.central_extra.size(), 2) + little_endian(entry.comment.size(), 2) +
         little_endian(entry.disk, 2) + little_endian(0, 6) +
         little_endian(entry.central.offset.value_or(static_cast<std::uint32_t>(at)), 4) + name +
         entry.central_extra + entry.comment;
}

/// Deflate's bits: numbers from their lowest bit, codes from their highest.
struct Bits {
  std::string out{};
  unsigned used = 0;  // of the last byte

  void bit(unsigned value) {
    if (used == 0) out += '\0';
    out.back() = static_cast<char>(static_cast<unsigned char>(out.back()) | value << used);
    used = (used + 1) % 8;
  }

  void code(unsigned value, unsigned length) {
    while (length-- > 0) bit(value >> length & 1);
  }
};

}  // namespace

std::string deflated(const std::string& data) {
  constexpr std::size_t kMatch = 258;
  Bits bits;
  for (const unsigned header : {1u, 1u, 0u}) bits.bit(header);  // the last block, of the fixed codes
  for (std::size_t at = 0; at < data.size();) {
    const auto byte = static_cast<unsigned char>(data[at]);
    if (at > 0 && data.size() - at >= kMatch && data.compare(at, kMatch, data, at - 1, kMatch) == 0) {
      bits.code(0xC5, 8);  // 258 bytes ...
      bits.code(0, 5);     // ... of one byte before
      at += kMatch;
      continue;
    }
    if (byte < 144)
      bits.code(0x30 + byte, 8);
    else
      bits.code(0x190 + byte - 144, 9);
    ++at;
  }
  bits.code(0, 7);
  return bits.out;
}

ZipEntryBytes numpy_entry(const std::string& name, const std::string& data, bool compressed) {
  ZipEntryBytes made{.name = name, .data = data, .flags = 0, .descriptor = Descriptor::kNone};
  if (compressed) {
    made.method = 8;
    made.packed = deflated(data);
  }
  made.local.compressed = made.local.size = 0xFFFFFFFFu;
  declare(made, static_cast<std::uint32_t>(data.size()));
  return made;
}

void declare(ZipEntryBytes& entry, std::uint32_t size) {
  entry.central.size = size;
  entry.local_extra =
      extra_field(0x0001, little_endian(size, 8) + little_endian(stored_bytes(entry).size(), 8));
}

std::string extra_field(std::uint16_t id, const std::string& data) {
  return little_endian(id, 2) + little_endian(data.size(), 2) + data;
}

std::string ZipBytes::bytes() const {
  std::string out, directory;
  for (const ZipEntryBytes& entry : entries) {
    out += entry.in_front;
    directory += central_part(entry, out.size());
    out += local_part(entry, out.size()) + entry.behind;
  }
  out += before_directory;
  const std::size_t offset = out.size(), count = entries.size();
  out += directory + after_directory;
  if (zip64) {
    const std::size_t record = out.size();
    out += little_endian(end64.signature.value_or(0x06064b50), 4) + little_endian(44, 8) +
           little_endian(0x032D032D, 4) + little_endian(end64.disks.value_or(0), 8) +
           little_endian(end64.count.value_or(count), 8) + little_endian(end64.total.value_or(count), 8) +
           little_endian(end64.size.value_or(directory.size()), 8) +
           little_endian(end64.offset.value_or(offset), 8);
    out += little_endian(0x07064b50, 4) + little_endian(0, 4) +
           little_endian(locator.place.value_or(record), 8) + little_endian(locator.disks.value_or(1), 4);
  }
  return out + little_endian(end.signature.value_or(0x06054b50), 4) +
         little_endian(end.disks.value_or(0), 4) + little_endian(end.count.value_or(count), 2) +
         little_endian(end.total.value_or(count), 2) + little_endian(end.size.value_or(directory.size()), 4) +
         little_endian(end.offset.value_or(offset), 4) + little_endian(comment.size(), 2) + comment + behind;
}

}  // namespace tests
