#pragma once

#include <cstddef>

namespace tests {

/// How far the memory of this process grows while the object lives. Under AddressSanitizer the bytes that are
/// allocated at one time, exactly; otherwise the kernel's peak of resident memory, which counts pages.
class PeakMemory {
 public:
  PeakMemory();
  /// Bytes above the start at the highest point since then.
  std::size_t growth() const;

 private:
  std::size_t start_ = 0;
};

/// How far reading a file of `file_bytes` that is in memory already may grow it (docs/promises.md: Memory and
/// time): twice the file and 64 MB in all.
inline std::size_t allowed_growth(std::size_t file_bytes) {
  return file_bytes + (64u << 20);
}

}  // namespace tests
