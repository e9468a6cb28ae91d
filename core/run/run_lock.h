#pragma once

#include <filesystem>

#include "core/base/descriptor.h"

namespace core {

inline constexpr const char* kLockFile = "run.lock";

/// Keeps a second trainer off a run folder while this object lives (flock on run.lock, which the system frees
/// when the process dies).
class RunLock {
 public:
  /// Throws Error when another process or trainer holds it, or when it is no ordinary file.
  explicit RunLock(const std::filesystem::path& folder);

  /// Before something is written: that the folder is still the one that was locked, not another of its name.
  /// A lock file that somebody deleted is made again. Throws Error.
  void check();

 private:
  void take();

  std::filesystem::path folder_;
  Descriptor locked_;  // the folder
  Descriptor file_;
};

}  // namespace core
