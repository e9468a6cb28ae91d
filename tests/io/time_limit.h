#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>

namespace tests {

/// How long an answer about a stranger's file may take (reliability.md R11): two seconds for small files, one
/// second a megabyte beyond. Counted in processor time, so that a busy machine does not fail a test. Builds
/// under a sanitizer, unoptimised, are 25 times slower than the program; they get five times as long, which
/// still tells a loop that runs away.
class TimeLimit {
 public:
  explicit TimeLimit(std::size_t file_bytes)
      : seconds_(kSlower * std::max(2.0, static_cast<double>(file_bytes) / 1e6)) {}

  bool kept() const { return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC <= seconds_; }

 private:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  static constexpr double kSlower = 5;
#else
  static constexpr double kSlower = 1;
#endif

  double seconds_;
  std::clock_t start_ = std::clock();
};

}  // namespace tests
