#pragma once

#include <filesystem>

#include "core/base/descriptor.h"

namespace core {

/// A file or a folder under a hidden name beside `path`, which its owner fills and then gives that name:
/// .NAME.tmp-1.png, with as much of NAME as the file system allows. It is locked (flock) while this object
/// lives; one that is not was left by a process that died, and is removed where the next one needs its name.
class TemporaryName {
 public:
  enum class Kind { kFile, kFolder };

  /// Makes it, empty. Throws Error that names `path`.
  TemporaryName(const std::filesystem::path& path, Kind kind);

  const std::filesystem::path& path() const { return name_; }

 private:
  std::filesystem::path name_;
  Descriptor lock_;
};

/// Removes the files under such names in `folder` that no living process holds, whatever they were to become.
void remove_leftovers(const std::filesystem::path& folder);

}  // namespace core
