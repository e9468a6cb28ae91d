#include "tests/fuzz/header_mutator.h"

#include <cstring>
#include <vector>

namespace tests {

std::size_t mutate_header(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                          LengthField length) {
  const std::size_t begin = length.header_at;
  std::uint64_t header = 0;
  if (size >= begin) {
    for (std::size_t i = length.bytes; i-- > 0;) header = header << 8 | data[length.at + i];
  }
  if (seed % 2 == 0 || size < begin || header > size - begin) return LLVMFuzzerMutate(data, size, max_size);

  const std::vector<std::uint8_t> behind(data + begin + header, data + size);
  const std::size_t room = max_size - begin - behind.size();
  const std::size_t mutated = LLVMFuzzerMutate(data + begin, static_cast<std::size_t>(header), room);
  if (!behind.empty()) std::memcpy(data + begin + mutated, behind.data(), behind.size());
  for (std::size_t i = 0; i < length.bytes; ++i)
    data[length.at + i] = static_cast<std::uint8_t>(std::uint64_t{mutated} >> (8 * i));
  return begin + mutated + behind.size();
}

}  // namespace tests
