#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/hash.h"
#include "core/io/weights/safetensors/safetensors.h"
#include "core/run/checkpoint_header.h"
#include "tests/fuzz/header_mutator.h"
#include "tests/fuzz/reader_target.h"

namespace {

using Sections = std::vector<core::CheckpointSection>;

constexpr std::size_t kTotal = 16, kHead = 24,
                      kHashSize = 32;  // where the file's length stands, and the sections

std::uint32_t number(const std::uint8_t* at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8 | at[i];
  return value;
}

void put(std::uint8_t* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Puts the length, the CRCs of the sections as far as they can be followed, and the SHA-256 right.
void repair(std::uint8_t* data, std::size_t size) {
  if (size < kHead + kHashSize) return;
  const std::size_t end = size - kHashSize;
  put(data + kTotal, size, 8);
  for (std::size_t at = kHead; end - at >= 16;) {
    const std::size_t name = number(data + at, 4);
    if (name > end - at - 16) break;
    at += 4 + name;
    const std::size_t bytes = number(data + at, 4);
    if (bytes > end - at - 12) break;
    put(data + at + 8, core::crc32(tests::bytes_of(data + at + 12, bytes)), 4);
    at += 12 + bytes;
  }
  core::Sha256 hash;
  hash.update(tests::bytes_of(data, end));
  const auto digest = hash.digest();
  std::memcpy(data + end, digest.data(), digest.size());
}

/// One section changed, all lengths and sums right; nothing where this is no checkpoint or the result is too
/// long.
std::vector<std::byte> with_changed_section(const std::uint8_t* data, std::size_t size, std::size_t max_size,
                                            unsigned seed) {
  try {
    Sections sections = core::decode_checkpoint(tests::bytes_of(data, size), tests::kStranger);
    if (sections.empty()) return {};
    // The first one describes the run, in words and numbers.
    std::vector<std::byte>& bytes = sections[seed % 2 == 0 ? 0 : seed / 2 % sections.size()].bytes;
    const std::size_t before = bytes.size();
    bytes.resize(before + (max_size - size));
    if (bytes.empty()) return {};
    bytes.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), before, bytes.size()));
    return core::encode_checkpoint(sections);
  } catch (const core::Error&) {
    return {};
  }
}

void check_sections(const Sections& sections) {
  const Sections back = core::decode_checkpoint(core::encode_checkpoint(sections), tests::kStranger);
  const bool same = std::equal(back.begin(), back.end(), sections.begin(), sections.end(),
                               [](const core::CheckpointSection& a, const core::CheckpointSection& b) {
                                 return a.name == b.name && a.bytes == b.bytes;
                               });
  if (!same) tests::finding("a checkpoint that does not survive writing");
}

void check_header(const core::CheckpointHeader& header) {
  const core::CheckpointHeader back =
      core::read_checkpoint_header({core::header_section(header)}, tests::kStranger);
  if (!core::differences(header.options, back.options).empty() || back.step != header.step ||
      back.seconds != header.seconds || back.data_sha256 != header.data_sha256)
    tests::finding("a run that does not survive writing");
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  if (seed % 4 != 0) {
    const std::vector<std::byte> changed = with_changed_section(data, size, max_size, seed / 4);
    if (!changed.empty() && changed.size() <= max_size) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  }
  const std::size_t mutated = LLVMFuzzerMutate(data, size, max_size);
  if (seed % 64 != 0) repair(data, mutated);
  return mutated;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tests::run_reader(2 * size, [&] {
    const auto bytes = tests::bytes_of(data, size);
    const Sections sections = core::decode_checkpoint(bytes, tests::kStranger);
    tests::owed("a checkpoint that cannot be read again", [&] { check_sections(sections); });
    const core::CheckpointHeader header = core::read_checkpoint_header(sections, tests::kStranger);
    tests::owed("a run that cannot be read again", [&] { check_header(header); });
    (void)io::parse_safetensors(core::find_section(sections, "history", tests::kStranger).bytes,
                                tests::kStranger);
  });
  return 0;
}
