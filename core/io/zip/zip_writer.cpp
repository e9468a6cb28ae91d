#include "core/io/zip/zip_writer.h"

#include <utility>

#include "core/base/error.h"
#include "core/base/hash.h"

namespace io {
namespace {

constexpr std::uint64_t kLocalSignature = 0x04034b50;
constexpr std::uint64_t kCentralSignature = 0x02014b50;
constexpr std::uint64_t kEndSignature = 0x06054b50;
constexpr std::size_t kLocalBytes = 30, kCentralBytes = 46, kEndBytes = 22, kExtraBytes = 4;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kMaxEntries = 65534;
constexpr std::uint64_t kPaddingField = 0x4246;  // "FB", the extra field torch.save pads with

/// Bytes of the extra field that moves the data of an entry beginning at `offset` to a multiple of 64.
std::size_t padding_for(std::uint64_t offset, std::size_t name_bytes) {
  const std::uint64_t data = offset + kLocalBytes + name_bytes + kExtraBytes;
  return kExtraBytes + static_cast<std::size_t>((kAlignment - data % kAlignment) % kAlignment);
}

}  // namespace

void ZipWriter::add(std::string name, std::span<const std::byte> data) {
  if (name.empty() || name.size() > 0xFFFF || names_.contains(name)) {
    throw core::Error("an archive entry needs a name of its own");
  }
  const std::size_t padding = padding_for(out_.size(), name.size());
  directory_bytes_ += kCentralBytes + name.size();
  const std::uint64_t rest = kLocalBytes + name.size() + padding + data.size() + directory_bytes_ + kEndBytes;
  if (rest > max_bytes_ || out_.size() > max_bytes_ - rest || entries_.size() == kMaxEntries) {
    throw core::Error("the archive would be larger than its format allows", {},
                      "write safetensors, which has no such limit");
  }
  names_.insert(name);
  const Entry& entry =
      entries_.emplace_back(Entry{std::move(name), core::crc32(data), data.size(), out_.size()});
  out_.u32(kLocalSignature);
  out_.u16(20);      // version 2.0 reads it
  out_.u16(0x0800);  // names are UTF-8
  out_.u16(0);       // stored
  out_.u16(0);       // time
  out_.u16(0x0021);  // 1980-01-01, the earliest date there is
  out_.u32(entry.crc);
  out_.u32(entry.size);
  out_.u32(entry.size);
  out_.u16(entry.name.size());
  out_.u16(padding);
  out_.text(entry.name);
  out_.u16(kPaddingField);
  out_.u16(padding - kExtraBytes);
  out_.fill(padding - kExtraBytes, 'Z');
  out_.bytes(data);
}

std::vector<std::byte> ZipWriter::finish() {
  const std::uint64_t directory = out_.size();
  for (const Entry& entry : entries_) {
    out_.u32(kCentralSignature);
    out_.u16(20);  // made by version 2.0
    out_.u16(20);
    out_.u16(0x0800);
    out_.u16(0);
    out_.u16(0);
    out_.u16(0x0021);
    out_.u32(entry.crc);
    out_.u32(entry.size);
    out_.u32(entry.size);
    out_.u16(entry.name.size());
    out_.fill(12, 0);  // extra field, comment, disk, attributes: none
    out_.u32(entry.offset);
    out_.text(entry.name);
  }
  const std::uint64_t directory_end = out_.size();
  out_.u32(kEndSignature);
  out_.u32(0);  // this disk, the directory's disk
  out_.u16(entries_.size());
  out_.u16(entries_.size());
  out_.u32(directory_end - directory);
  out_.u32(directory);
  out_.u16(0);  // no comment
  entries_.clear();
  names_.clear();
  directory_bytes_ = 0;
  return out_.take();
}

}  // namespace io
