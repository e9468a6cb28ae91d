#include "core/base/pending_folder.h"

#include <sys/stat.h>
#include <unistd.h>

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

void check_free(const fs::path& path) {
  std::error_code failure;
  const fs::file_status status = fs::symlink_status(path, failure);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) {
    throw Error("there is a file of the folder's name", path.string(), "choose another name");
  }
  const bool empty = fs::is_empty(path, failure);
  if (failure) fail("could not read the folder", failure.value(), path);
  if (!empty) {
    throw Error("the folder is not empty, and nothing in it is overwritten", path.string(),
                "choose a new folder or empty this one first");
  }
}

}  // namespace

PendingFolder::PendingFolder(const fs::path& path) : path_(resolved(path)) {
  check_free(path_);
  const std::string stem = "." + path_.filename().string() + ".tmp-" + std::to_string(::getpid());
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const fs::path name = path_.parent_path() / (attempt == 0 ? stem : stem + "-" + std::to_string(attempt));
    if (::mkdir(name.c_str(), 0777) == 0) {
      temporary_ = name;
      return;
    }
    if (errno != EEXIST) fail("could not create the folder", errno, path_);
  }
  fail("could not create a temporary folder", EEXIST, path_);
}

PendingFolder::~PendingFolder() {
  std::error_code ignored;
  if (!committed_) fs::remove_all(temporary_, ignored);
}

void PendingFolder::commit() {
  sync_folder(temporary_);
  // The system replaces an empty folder and refuses one that is not, so nobody's file can be lost here.
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("could not finish the folder", errno, path_);
  committed_ = true;
  sync_folder(path_.parent_path());
}

}  // namespace core
