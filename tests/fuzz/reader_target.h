#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "core/base/error.h"
#include "core/io/arrays/named_array.h"
#include "core/io/weights/safetensors/safetensors_header.h"
#include "tests/io/peak_memory.h"

namespace tests {

inline const std::string kStranger = "stranger";

/// Ends the process, which libFuzzer reports as a finding with the input that led to it.
[[noreturn]] inline void finding(const char* what) {
  std::fprintf(stderr, "finding: %s\n", what);
  std::abort();
}

/// Lets a reader at a stranger's bytes. An answer and core::Error are right; any other exception ends the
/// process, as does memory beyond the promised (docs/promises.md: Memory and time): the file, which the
/// caller holds, once more and 64 MB.
template <class Read>
void run_reader(std::size_t file_bytes, const Read& read) {
  constexpr std::size_t kMemoryRoom = 64u << 20;
  const PeakMemory memory;
  try {
    read();
  } catch (const core::Error& error) {
    if (error.where().empty()) finding("a refusal that does not name the file");
  }
  if (memory.growth() > file_bytes + kMemoryRoom) finding("more memory than docs/promises.md allows");
}

/// Runs what may refuse nothing any more, because a reader has accepted its input.
template <class Check>
void owed(const char* what, const Check& check) {
  try {
    check();
  } catch (const core::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    finding(what);
  }
}

/// What every reader owes whoever takes its arrays: the bytes that shape and type say.
inline void check_array(const io::NamedArray& array) {
  std::uint64_t bytes = 0;
  if (!io::packed_bytes(array.shape, array.type, bytes) || bytes != array.bytes.size())
    finding("an array whose bytes are not those of its shape");
}

inline void check_arrays(const io::WeightsFile& weights) {
  for (const io::NamedArray& array : weights.arrays) check_array(array);
}

inline std::span<const std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

}  // namespace tests
