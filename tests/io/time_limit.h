#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>

namespace tests {

/// How long an answer about a stranger's file may take (docs/promises.md: Memory and time): two seconds for
/// small files, one second a megabyte beyond. Counted in processor time, so that a busy machine does not fail
/// a test.
class TimeLimit {
 public:
  explicit TimeLimit(std::size_t file_bytes)
      : seconds_(std::max(2.0, static_cast<double>(file_bytes) / 1e6)) {}

  bool kept() const { return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC <= seconds_; }

 private:
  double seconds_;
  std::clock_t start_ = std::clock();
};

}  // namespace tests
