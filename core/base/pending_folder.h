#pragma once

#include <filesystem>

#include "core/base/temporary_name.h"

namespace core {

/// A folder that appears under its path with everything in it or not at all. It is filled under a temporary
/// name beside the path; commit() renames it, the destructor removes it otherwise. Nothing that exists is
/// overwritten: the path must not exist yet or be an empty folder.
class PendingFolder {
 public:
  /// Throws Error when the path is a file or a folder with something in it, or cannot be made.
  explicit PendingFolder(const std::filesystem::path& path);
  ~PendingFolder();
  PendingFolder(const PendingFolder&) = delete;
  PendingFolder& operator=(const PendingFolder&) = delete;

  /// Where to write. The files' writers sync them (write_file_atomically does).
  const std::filesystem::path& temporary() const { return temporary_.path(); }

  /// Throws Error, also when the path was filled by somebody else in between.
  void commit();

 private:
  std::filesystem::path path_;
  TemporaryName temporary_;
  bool committed_ = false;
};

}  // namespace core
