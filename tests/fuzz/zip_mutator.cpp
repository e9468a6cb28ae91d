#include "tests/fuzz/zip_mutator.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/io/zip/inflate.h"
#include "core/io/zip/zip_archive.h"
#include "core/io/zip/zip_directory.h"
#include "core/io/zip/zip_writer.h"
#include "tests/fuzz/header_mutator.h"
#include "tests/fuzz/reader_target.h"

namespace tests {
namespace {

using Random = std::minstd_rand;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kLocalHeader = 30;
constexpr std::size_t kLocalCrc = 14, kCentralCrc = 16, kNameLength = 26, kExtraLength = 28;
constexpr std::uint16_t kDescriptorFlag = 1u << 3;
constexpr std::size_t kMaxInflated = 1u << 20;  // mutating must not take the time of reading
constexpr std::uint32_t kDescriptorSignature = 0x08074b50;

struct Entry {
  std::string name;
  Bytes data;
};

std::uint32_t little_endian(const std::uint8_t* at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | at[i];
  return value;
}

void put_crc(std::span<std::uint8_t> file, std::size_t at, std::uint32_t crc) {
  if (at > file.size() || file.size() - at < 4) return;
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(crc >> (8 * i));
}

/// Of what the data stand for.
std::uint32_t true_crc(std::span<const std::byte> data, const io::ZipRecord& record) {
  if (record.method != io::kZipDeflated || record.size > kMaxInflated) return core::crc32(data);
  io::ZipEntry entry;
  entry.data = data;
  entry.size = record.size;
  io::Inflater inflater(entry, kStranger, "entry");
  std::vector<std::byte> inflated(static_cast<std::size_t>(record.size));
  inflater.take(inflated);
  return inflater.crc();
}

void repair_crc(std::span<std::uint8_t> file, const io::ZipRecord& record) {
  if (record.offset > file.size() || file.size() - record.offset < kLocalHeader) return;
  const auto at = static_cast<std::size_t>(record.offset);
  const std::size_t begin = at + kLocalHeader + little_endian(&file[at + kNameLength], 2) +
                            little_endian(&file[at + kExtraLength], 2);
  if (begin > file.size() || record.compressed > file.size() - begin) return;
  const std::size_t end = begin + static_cast<std::size_t>(record.compressed);
  const std::uint32_t crc = true_crc(std::as_bytes(file).subspan(begin, end - begin), record);
  put_crc(file, static_cast<std::size_t>(record.at) + kCentralCrc, crc);
  if ((record.flags & kDescriptorFlag) == 0) {
    put_crc(file, at + kLocalCrc, crc);
  } else if (file.size() - end >= 8) {
    put_crc(file, little_endian(&file[end], 4) == kDescriptorSignature ? end + 4 : end, crc);
  }
}

void repair_crcs(std::span<std::uint8_t> file) {
  try {
    for (const io::ZipRecord& record : io::read_zip_directory(std::as_bytes(file), kStranger).records)
      repair_crc(file, record);
  } catch (const core::Error&) {  // beyond repair
  }
}

std::vector<Entry> unpack(std::span<const std::uint8_t> file) {
  std::vector<Entry> entries;
  const auto bytes = std::as_bytes(file);
  for (const io::ZipEntry& entry :
       io::open_zip_entries(bytes, io::read_zip_directory(bytes, kStranger), kStranger)) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(entry.data.data());
    entries.push_back({std::string(entry.name), Bytes(data, data + entry.data.size())});
  }
  return entries;
}

void mutate_bytes(Bytes& bytes, std::size_t room) {
  const std::size_t size = bytes.size();
  bytes.resize(size + room);
  if (!bytes.empty()) bytes.resize(LLVMFuzzerMutate(bytes.data(), size, bytes.size()));
}

void mutate_entry(std::vector<Entry>& entries, std::size_t room, Random& random) {
  auto chosen = std::find_if(entries.begin(), entries.end(),
                             [](const Entry& entry) { return entry.name.ends_with("/data.pkl"); });
  if (chosen == entries.end() || random() % 4 == 0)
    chosen = entries.begin() + static_cast<std::ptrdiff_t>(random() % entries.size());
  const auto kind = random() % 16;
  if (kind == 0 && entries.size() > 1) {
    entries.erase(chosen);
  } else if (kind == 1) {
    Bytes name(chosen->name.begin(), chosen->name.end());
    mutate_bytes(name, std::min<std::size_t>(room, 8));
    chosen->name.assign(name.begin(), name.end());
  } else {
    mutate_bytes(chosen->data, room);
  }
}

/// The archive with one entry changed; empty when it is no good archive or has become too large.
std::vector<std::byte> repacked(std::span<const std::uint8_t> file, std::size_t max_size, Random& random) {
  try {
    std::vector<Entry> entries = unpack(file);
    mutate_entry(entries, max_size - file.size(), random);
    io::ZipWriter writer(max_size);
    for (const Entry& entry : entries) writer.add(entry.name, std::as_bytes(std::span(entry.data)));
    return writer.finish();
  } catch (const core::Error&) {
    return {};
  }
}

}  // namespace

std::size_t mutate_zip(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  Random random(seed);
  random();
  const auto kind = random() % 8;
  if (kind < 4) {
    const std::vector<std::byte> packed = repacked({data, size}, max_size, random);
    if (!packed.empty() && packed.size() <= max_size) {
      std::memcpy(data, packed.data(), packed.size());
      return packed.size();
    }
  }
  const std::size_t mutated = LLVMFuzzerMutate(data, size, max_size);
  if (kind < 7) repair_crcs({data, mutated});
  return mutated;
}

}  // namespace tests
