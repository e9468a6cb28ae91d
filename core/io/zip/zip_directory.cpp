#include "core/io/zip/zip_directory.h"

#include <unordered_set>

#include "core/io/byte_reader.h"
#include "core/io/resave_hints.h"
#include "core/io/zip/zip_fields.h"

namespace io {
namespace {

constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kLocatorSignature = 0x07064b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint16_t kAllOnes16 = 0xFFFF;

/// What the records at the end say about the directory, and where the first of them begins.
struct DirectoryEnd {
  std::uint64_t count = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  std::uint64_t at = 0;
};

ByteReader reader_at(std::span<const std::byte> file, const std::string& where, const char* entry,
                     std::size_t offset, std::size_t size) {
  return ByteReader(file.subspan(offset, size), where, entry, kDamagedHint, offset);
}

DirectoryEnd read_end(std::span<const std::byte> file, const std::string& where) {
  if (file.size() < kEndBytes) {
    refuse_weights(where, "zip end record", 0,
                   "a file of at least 22 bytes, it has " + std::to_string(file.size()), kDamagedHint);
  }
  DirectoryEnd end;
  end.at = file.size() - kEndBytes;
  ByteReader record = reader_at(file, where, "zip end record", end.at, kEndBytes);
  if (record.u32("a signature") != kEndSignature)
    record.fail_at(end.at, "the end record in the last 22 bytes, without a comment or anything behind it");
  if (record.u32("disk numbers") != 0) record.fail_at(end.at + 4, "an archive on one disk");
  end.count = record.u16("a count of entries");
  if (record.u16("a count of entries") != end.count)
    record.fail_at(end.at + 10, "two equal counts of entries");
  end.size = record.u32("the size of the directory");
  end.offset = record.u32("the offset of the directory");
  if (record.u16("the length of the comment") != 0) record.fail_at(end.at + 20, "no archive comment");
  return end;
}

/// The value in the zip64 record must be the one in the short record, unless that says "see zip64".
void check_same(const ByteReader& record, std::uint64_t value, std::uint64_t in_end, std::uint64_t all_ones,
                const char* what) {
  if (in_end != all_ones && in_end != value)
    record.fail(std::string(what) + " before here as in the end record, " + std::to_string(in_end));
}

/// Replaces `end` by what the zip64 record says, which must stand right in front of its locator.
void read_end64(std::span<const std::byte> file, const std::string& where, DirectoryEnd& end) {
  const std::size_t locator_at = end.at - kLocatorBytes;
  ByteReader locator = reader_at(file, where, "zip64 locator", locator_at, kLocatorBytes);
  locator.skip(4, "a signature");
  if (locator.u32("a disk number") != 0) locator.fail_at(locator_at + 4, "disk number 0");
  const std::uint64_t record_at = locator.u64("the offset of the zip64 end record");
  if (locator.u32("a count of disks") != 1) locator.fail_at(locator_at + 16, "one disk");
  if (locator_at < kEnd64Bytes || record_at != locator_at - kEnd64Bytes)
    locator.fail_at(locator_at + 8, "the zip64 end record right in front of its locator");

  ByteReader record = reader_at(file, where, "zip64 end record", locator_at - kEnd64Bytes, kEnd64Bytes);
  if (record.u32("a signature") != kEnd64Signature) record.fail_at(record_at, "the zip64 end record");
  if (record.u64("its size") != kEnd64Bytes - 12) record.fail_at(record_at + 4, "a record of 44 more bytes");
  record.skip(4, "versions");
  if (record.u64("disk numbers") != 0) record.fail_at(record_at + 16, "an archive on one disk");
  const std::uint64_t count = record.u64("a count of entries");
  check_same(record, count, end.count, kAllOnes16, "the count of entries");
  if (record.u64("a count of entries") != count)
    record.fail_at(record_at + 32, "two equal counts of entries");
  const std::uint64_t size = record.u64("the size of the directory");
  check_same(record, size, end.size, kAllOnes32, "the size of the directory");
  const std::uint64_t offset = record.u64("the offset of the directory");
  check_same(record, offset, end.offset, kAllOnes32, "the offset of the directory");
  end = {count, size, offset, record_at};
}

bool has_locator(std::span<const std::byte> file, const std::string& where, std::uint64_t end_at) {
  if (end_at < kLocatorBytes) return false;
  return reader_at(file, where, "zip64 locator", end_at - kLocatorBytes, kLocatorBytes).u32("a signature") ==
         kLocatorSignature;
}

/// The directory must fill the space between its offset and the records behind it.
void check_place(std::span<const std::byte> file, const std::string& where, const DirectoryEnd& end) {
  ByteReader record = reader_at(file, where, "zip end record", end.at, 0);
  if (end.count == 0 || end.count > kMaxZipEntries) {
    record.fail("between 1 and " + std::to_string(kMaxZipEntries) + " entries, it counts " +
                std::to_string(end.count));
  }
  if (end.offset > end.at || end.at - end.offset != end.size) {
    record.fail("a directory that ends here, it claims " + std::to_string(end.size) + " bytes from byte " +
                std::to_string(end.offset));
  }
}

/// Fills in the values that the short header leaves to the zip64 field, which may hold no others.
void take_zip64(ZipRecord& record, std::span<const std::byte> extra, const ByteReader& headers,
                const std::string& where, const std::string& entry) {
  ByteReader fields(extra, where, entry, kDamagedHint, headers.offset() - extra.size());
  const std::vector<std::uint64_t> values = read_zip64_values(fields);
  std::size_t used = 0;
  for (std::uint64_t* value : {&record.size, &record.compressed, &record.offset}) {
    if (*value != kAllOnes32) continue;
    if (used == values.size()) headers.fail_at(record.at, "a zip64 field for a size or an offset left to it");
    *value = values[used++];
  }
  if (used != values.size()) headers.fail_at(record.at, "no zip64 value beyond those left to it");
}

ZipRecord read_central_header(ByteReader& headers, const std::string& where, const std::string& entry) {
  ZipRecord record;
  record.at = headers.offset();
  if (headers.u32("a signature") != kCentralSignature) headers.fail_at(record.at, "a directory header");
  headers.skip(2, "the writer's version");
  record.version = headers.u16("a version");
  record.flags = headers.u16("flags");
  record.method = headers.u16("a method");
  record.date_time = headers.u32("a date");
  record.crc = headers.u32("a CRC");
  record.compressed = headers.u32("a size");
  record.size = headers.u32("a size");
  const std::uint16_t name_bytes = headers.u16("the length of a name");
  const std::uint16_t extra_bytes = headers.u16("the length of extra fields");
  if (headers.u16("the length of a comment") != 0) headers.fail_at(record.at + 32, "no entry comment");
  if (headers.u16("a disk number") != 0) headers.fail_at(record.at + 34, "disk number 0");
  headers.skip(6, "attributes");
  record.offset = headers.u32("the offset of a local header");
  const auto name = headers.take(name_bytes, "a name");
  record.name = {reinterpret_cast<const char*>(name.data()), name.size()};
  take_zip64(record, headers.take(extra_bytes, "extra fields"), headers, where, entry);
  return record;
}

}  // namespace

ZipDirectory read_zip_directory(std::span<const std::byte> file, const std::string& where) {
  DirectoryEnd end = read_end(file, where);
  if (has_locator(file, where, end.at)) read_end64(file, where, end);
  check_place(file, where, end);

  ZipDirectory directory;
  directory.offset = end.offset;
  directory.records.reserve(end.count);
  std::unordered_set<std::string_view> names;
  ByteReader headers = reader_at(file, where, "zip directory", end.offset, end.size);
  for (std::uint64_t i = 1; i <= end.count; ++i) {
    directory.records.push_back(
        read_central_header(headers, where, "zip directory, entry " + std::to_string(i)));
    if (!names.insert(directory.records.back().name).second)
      headers.fail_at(directory.records.back().at, "a name that no entry before it has");
  }
  if (headers.left() > 0) {
    headers.fail("the end of a directory of " + std::to_string(end.count) + " entries, " +
                 std::to_string(headers.left()) + " bytes are left");
  }
  return directory;
}

}  // namespace io
