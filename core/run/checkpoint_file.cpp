#include "core/run/checkpoint_file.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>

#include "core/base/atomic_file.h"
#include "core/base/descriptor.h"
#include "core/base/error.h"
#include "core/base/hash.h"

namespace core {
namespace {

constexpr std::array<char, 8> kMagic = {'G', 'S', 'C', 'K', 'P', 'T', '\r', '\n'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMostSections = 64;
constexpr std::uint32_t kLongestName = 256;
constexpr std::size_t kHashSize = 32;

void put(std::vector<std::byte>& out, std::span<const std::byte> bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put(std::vector<std::byte>& out, std::unsigned_integral auto value) {
  for (std::size_t i = 0; i < sizeof value; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

/// Takes pieces off the front and refuses to read past the end.
class Reader {
 public:
  Reader(std::span<const std::byte> bytes, const std::string& where) : left_(bytes), where_(where) {}

  std::span<const std::byte> take(std::uint64_t size) {
    if (size > left_.size()) refuse("ends too early");
    const std::span<const std::byte> piece = left_.first(static_cast<std::size_t>(size));
    left_ = left_.subspan(piece.size());
    return piece;
  }

  template <std::unsigned_integral Number>
  Number number() {
    const std::span<const std::byte> bytes = take(sizeof(Number));
    Number value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value |= static_cast<Number>(bytes[i]) << (8 * i);
    return value;
  }

  bool empty() const { return left_.empty(); }

  [[noreturn]] void refuse(const std::string& reason) const {
    throw Error("not a sound checkpoint, it " + reason, where_, "resume from an older one");
  }

 private:
  std::span<const std::byte> left_;
  const std::string& where_;
};

CheckpointSection take_section(Reader& reader) {
  const auto length = reader.number<std::uint32_t>();
  if (length > kLongestName) reader.refuse("has a section with an absurd name");
  const std::span<const std::byte> name = reader.take(length);
  const auto size = reader.number<std::uint64_t>();
  const auto crc = reader.number<std::uint32_t>();
  const std::span<const std::byte> bytes = reader.take(size);
  CheckpointSection section{std::string(reinterpret_cast<const char*>(name.data()), name.size()),
                            {bytes.begin(), bytes.end()}};
  if (crc32(bytes) != crc) reader.refuse("has a damaged section " + section.name);
  return section;
}

/// Makes the next read of a synced file come from the disk instead of from memory.
void forget_cached_pages(const std::filesystem::path& file) {
  const Descriptor open(file, O_RDONLY);
  if (open.is_open()) ::posix_fadvise(open.number(), 0, 0, POSIX_FADV_DONTNEED);
}

}  // namespace

std::vector<std::byte> encode_checkpoint(const std::vector<CheckpointSection>& sections) {
  std::uint64_t total = kMagic.size() + 4 + 4 + 8 + kHashSize;
  for (const CheckpointSection& section : sections)
    total += 4 + section.name.size() + 8 + 4 + section.bytes.size();
  std::vector<std::byte> out;
  out.reserve(total);
  put(out, std::as_bytes(std::span(kMagic)));
  put(out, kVersion);
  put(out, static_cast<std::uint32_t>(sections.size()));
  put(out, total);
  for (const CheckpointSection& section : sections) {
    put(out, static_cast<std::uint32_t>(section.name.size()));
    put(out, std::as_bytes(std::span(section.name)));
    put(out, static_cast<std::uint64_t>(section.bytes.size()));
    put(out, crc32(section.bytes));
    put(out, section.bytes);
  }
  Sha256 hash;
  hash.update(out);
  const std::array<std::uint8_t, kHashSize> digest = hash.digest();
  put(out, std::as_bytes(std::span(digest)));
  return out;
}

std::vector<CheckpointSection> decode_checkpoint(std::span<const std::byte> bytes, const std::string& where) {
  Reader whole(bytes, where);
  if (bytes.size() < kMagic.size() + 4 + 4 + 8 + kHashSize) whole.refuse("is too short");
  const std::span<const std::byte> body = whole.take(bytes.size() - kHashSize);
  Reader reader(body, where);
  const std::span<const std::byte> magic = reader.take(kMagic.size());
  if (std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0) reader.refuse("begins with other bytes");
  const auto version = reader.number<std::uint32_t>();
  if (version != kVersion)
    reader.refuse("has version " + std::to_string(version) + ", known is " + std::to_string(kVersion));
  const auto count = reader.number<std::uint32_t>();
  if (reader.number<std::uint64_t>() != bytes.size()) reader.refuse("has another length than it says");
  Sha256 hash;
  hash.update(body);
  const std::array<std::uint8_t, kHashSize> digest = hash.digest();
  if (std::memcmp(digest.data(), bytes.data() + body.size(), kHashSize) != 0)
    reader.refuse("does not match its SHA-256");
  if (count > kMostSections) reader.refuse("has too many sections");
  std::vector<CheckpointSection> sections;
  for (std::uint32_t i = 0; i < count; ++i) sections.push_back(take_section(reader));
  if (!reader.empty()) reader.refuse("has bytes behind its last section");
  return sections;
}

void write_checkpoint(const std::filesystem::path& file, const std::vector<CheckpointSection>& sections,
                      Links links) {
  const std::vector<std::byte> bytes = encode_checkpoint(sections);
  PendingFile pending(file, links);
  pending.write(bytes);
  pending.sync();
  forget_cached_pages(pending.temporary());
  if (read_file(pending.temporary()) != bytes) {
    throw Error("the checkpoint did not reach the disk as it was written", file.string(), "check the disk");
  }
  pending.commit();
}

std::vector<CheckpointSection> read_checkpoint(const std::filesystem::path& file) {
  return decode_checkpoint(read_file(file), file.string());
}

}  // namespace core
