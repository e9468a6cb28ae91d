#pragma once

#include <cstddef>
#include <cstdint>

/// libFuzzer's own mutation, which custom mutators build on.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace tests {

/// Where the little-endian length of a file's header stands, and where the header does: behind it unless
/// said.
struct LengthField {
  std::size_t at = 0;
  std::size_t bytes = 0;
  std::size_t header_at = at + bytes;
};

/// Mutates the header and writes its new length, the data behind it stay: without this nearly every input
/// would die at the length. One time in two, or where the length does not fit, the whole file is mutated.
std::size_t mutate_header(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                          LengthField length);

}  // namespace tests
