#pragma once

#include <filesystem>

namespace core {

/// Keeps a second trainer off a run folder while this object lives (flock on run.lock, which the system frees
/// when the process dies).
class RunLock {
 public:
  /// Throws Error when another process or trainer holds it.
  explicit RunLock(const std::filesystem::path& folder);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace core
