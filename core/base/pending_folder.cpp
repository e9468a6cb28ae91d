#include "core/base/pending_folder.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace core {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& what, int code, const fs::path& path) {
  throw Error(what + ": " + std::generic_category().message(code), path.string(),
              "choose a new folder in one you may write to");
}

/// Without a slash at its end and with links resolved: rename does not replace a link by a folder.
fs::path resolved(const fs::path& path) {
  std::error_code failure;
  const fs::path named = path.has_filename() ? path : path.parent_path();
  const fs::path whole = fs::weakly_canonical(fs::absolute(named, failure), failure);
  if (failure || !whole.has_filename()) fail("could not create the folder", EINVAL, path);
  return whole;
}

/// `path`, unless something is there.
fs::path free(const fs::path& path) {
  std::error_code failure;
  const fs::file_status status = fs::symlink_status(path, failure);
  if (!fs::exists(status)) return path;
  if (!fs::is_directory(status)) {
    throw Error("there is a file of the folder's name", path.string(), "choose another name");
  }
  const bool empty = fs::is_empty(path, failure);
  if (failure) fail("could not read the folder", failure.value(), path);
  if (!empty) {
    throw Error("the folder is not empty, and nothing in it is overwritten", path.string(),
                "choose a new folder or empty this one first");
  }
  return path;
}

}  // namespace

PendingFolder::PendingFolder(const fs::path& path)
    : path_(free(resolved(path))), temporary_(path_, TemporaryName::Kind::kFolder) {}

PendingFolder::~PendingFolder() {
  std::error_code ignored;
  if (!committed_) fs::remove_all(temporary(), ignored);
}

void PendingFolder::commit() {
  sync_folder(temporary());
  // The system replaces an empty folder and refuses one that is not, so nobody's file can be lost here.
  if (::rename(temporary().c_str(), path_.c_str()) != 0) fail("could not finish the folder", errno, path_);
  committed_ = true;
  sync_folder(path_.parent_path());
}

}  // namespace core
