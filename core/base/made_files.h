#pragma once

#include <filesystem>
#include <vector>

namespace core {

/// Remembers what did not exist before somebody makes it, and takes it back, the newest first, unless it is
/// kept: that and nothing else, a folder only while it is empty.
class MadeFiles {
 public:
  MadeFiles() = default;
  ~MadeFiles();
  MadeFiles(const MadeFiles&) = delete;
  MadeFiles& operator=(const MadeFiles&) = delete;

  /// Before `file` is made. What is there already is not this one's to take back.
  void will_make(const std::filesystem::path& file);
  /// Before `folder` and those above it are made.
  void will_make_folder(const std::filesystem::path& folder);

  void keep() { made_.clear(); }

 private:
  std::vector<std::filesystem::path> made_;
};

}  // namespace core
