#include "core/io/zip/zip_archive.h"

#include "core/base/hash.h"
#include "core/io/byte_reader.h"
#include "core/io/resave_hints.h"
#include "core/io/zip/zip_fields.h"

namespace io {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kDescriptorSignature = 0x08074b50;
constexpr std::uint16_t kDescriptorFlag = 1u << 3;
constexpr std::uint16_t kUtf8Flag = 1u << 11;

bool has_descriptor(const ZipRecord& record) {
  return (record.flags & kDescriptorFlag) != 0;
}

/// Refuses a record that is wrong by what the directory says, before its entry is read.
void check_record(const ZipRecord& record, ZipMethods methods, const ByteReader& reader) {
  if ((record.flags & ~(kDescriptorFlag | kUtf8Flag)) != 0)
    reader.fail_at(record.at + 8, "no flags but bits 3 and 11: no encryption, no patches");
  if (record.method == kZipDeflated && methods == ZipMethods::kStoredAndDeflated) return;
  if (record.method != kZipStored) {
    reader.fail_at(record.at + 10, "a stored entry, as torch.save writes it, not compression method " +
                                       std::to_string(record.method));
  }
  if (record.compressed != record.size) reader.fail_at(record.at + 20, "two equal sizes of a stored entry");
}

/// The two sizes of a local header. One that is left to the zip64 field must stand there; with a descriptor
/// torch.save also puts sizes or zeros, and the offset, into a zip64 field that nothing is left to.
void check_local_sizes(const ZipRecord& record, std::uint32_t compressed, std::uint32_t size,
                       ByteReader& local, ByteReader& extra) {
  const std::vector<std::uint64_t> values = read_zip64_values(extra);
  const bool zeros = has_descriptor(record) && compressed == 0 && size == 0;
  const std::size_t needed =
      zeros ? 0 : std::size_t{size == kAllOnes32} + std::size_t{compressed == kAllOnes32};
  if (values.size() < needed) local.fail_at(record.offset + 18, "a zip64 field for the sizes left to it");
  const bool sizes_agree = zeros || ((size == kAllOnes32 || size == record.size) &&
                                     (compressed == kAllOnes32 || compressed == record.compressed));
  if (!sizes_agree) local.fail_at(record.offset + 18, "the sizes that stand in the directory");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool spare = has_descriptor(record) && (values[i] == 0 || values[i] == record.offset);
    const std::uint64_t stated =
        i == 0 && (size == kAllOnes32 || needed == 0) ? record.size : record.compressed;
    if (values[i] != stated && (i < needed || !spare))
      local.fail_at(record.offset + 18, "zip64 sizes that stand in the directory");
    if (i >= needed && !has_descriptor(record))
      local.fail_at(record.offset + 18, "no zip64 value beyond those left to it");
  }
}

void check_local_header(const ZipRecord& record, ByteReader& local, const std::string& where,
                        const std::string& entry) {
  if (local.u32("a signature") != kLocalSignature) local.fail_at(record.offset, "a local header");
  if (local.u16("a version") != record.version)
    local.fail_at(record.offset + 4, "the version that stands in the directory");
  if (local.u16("flags") != record.flags)
    local.fail_at(record.offset + 6, "the flags that stand in the directory");
  if (local.u16("a method") != record.method)
    local.fail_at(record.offset + 8, "the method that stands in the directory");
  if (local.u32("a date") != record.date_time)
    local.fail_at(record.offset + 10, "the date that stands in the directory");
  const std::uint32_t crc = local.u32("a CRC");
  if (crc != record.crc && !(has_descriptor(record) && crc == 0))
    local.fail_at(record.offset + 14, "the CRC that stands in the directory");
  const std::uint32_t compressed = local.u32("a size");
  const std::uint32_t size = local.u32("a size");
  const std::uint16_t name_bytes = local.u16("the length of a name");
  const std::uint16_t extra_bytes = local.u16("the length of extra fields");
  const std::uint64_t name_at = local.offset();
  const auto name = local.take(name_bytes, "a name");
  if (std::string_view(reinterpret_cast<const char*>(name.data()), name.size()) != record.name)
    local.fail_at(name_at, "the name that stands in the directory");
  const std::uint64_t extra_at = local.offset();
  ByteReader extra(local.take(extra_bytes, "extra fields"), where, entry, kDamagedHint, extra_at);
  check_local_sizes(record, compressed, size, local, extra);
}

/// The descriptor fills the space up to the next entry, so its form is told by its length: with or without a
/// signature, with sizes of 32 or 64 bits.
void check_descriptor(const ZipRecord& record, ByteReader& rest) {
  const std::uint64_t at = rest.offset();
  const std::size_t length = rest.left();
  if (length != 12 && length != 16 && length != 20 && length != 24)
    rest.fail("a data descriptor of 12, 16, 20 or 24 bytes, " + std::to_string(length) + " are left");
  if ((length == 16 || length == 24) && rest.u32("a signature") != kDescriptorSignature)
    rest.fail_at(at, "a data descriptor with its signature");
  const bool wide = length >= 20;
  if (rest.u32("a CRC") != record.crc) rest.fail_at(at, "a descriptor with the CRC of the directory");
  for (const std::uint64_t stated : {record.compressed, record.size}) {
    const std::uint64_t size = wide ? rest.u64("a size") : rest.u32("a size");
    if (size != stated) rest.fail_at(at, "a descriptor with the sizes of the directory");
  }
}

/// `next` is where the entry must end.
ZipEntry open_entry(std::span<const std::byte> file, const ZipRecord& record, std::uint64_t next,
                    ZipMethods methods, const std::string& where, const std::string& entry) {
  ByteReader local(file.subspan(record.offset, next - record.offset), where, entry, kDamagedHint,
                   record.offset);
  check_record(record, methods, local);
  check_local_header(record, local, where, entry);
  ZipEntry opened;
  opened.name = record.name;
  opened.offset = local.offset();
  opened.deflated = record.method == kZipDeflated;
  opened.size = record.size;
  opened.crc = record.crc;
  opened.data = local.take(record.compressed, "data");
  if (has_descriptor(record)) check_descriptor(record, local);
  if (local.left() > 0) local.fail("the next entry, " + std::to_string(local.left()) + " bytes lie between");
  if (!opened.deflated && core::crc32(opened.data) != record.crc)
    local.fail_at(opened.offset, "data with the CRC of the directory");
  return opened;
}

}  // namespace

std::vector<ZipEntry> open_zip_entries(std::span<const std::byte> file, const ZipDirectory& directory,
                                       const std::string& where, ZipMethods methods) {
  std::vector<ZipEntry> entries;
  entries.reserve(directory.records.size());
  if (directory.records.empty() || directory.records.front().offset != 0)
    refuse_weights(where, "zip entry 1", 0, "the first entry at byte 0, nothing in front of it",
                   kDamagedHint);
  for (std::size_t i = 0; i < directory.records.size(); ++i) {
    const ZipRecord& record = directory.records[i];
    const std::string entry = "zip entry " + std::to_string(i + 1);
    const std::uint64_t next =
        i + 1 < directory.records.size() ? directory.records[i + 1].offset : directory.offset;
    if (next <= record.offset || next > directory.offset) {
      refuse_weights(where, entry, record.offset,
                     "an entry that begins behind the one before it and ends at or before the directory",
                     kDamagedHint);
    }
    entries.push_back(open_entry(file, record, next, methods, where, entry));
  }
  return entries;
}

}  // namespace io
