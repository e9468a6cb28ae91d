#include "core/run/run_lock.h"

#include <sys/file.h>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace core {

RunLock::RunLock(const std::filesystem::path& folder)
    : folder_(folder), locked_(folder, O_PATH | O_DIRECTORY) {
  if (!locked_.is_open()) throw file_error("could not open the run folder", errno, folder);
  take();
}

void RunLock::take() {
  const std::filesystem::path file = folder_ / kLockFile;

  struct stat status {};

  file_ = Descriptor(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK);
  if (!file_.is_open() || ::fstat(file_.number(), &status) != 0)
    throw file_error("could not lock the run folder", errno, file);
  if (!S_ISREG(status.st_mode)) throw Error("this is not an ordinary file", file.string(), "remove it");
  if (::flock(file_.number(), LOCK_EX | LOCK_NB) == 0) return;
  throw Error("another training writes to this run", folder_.string(),
              "stop it first, or choose another folder");
}

void RunLock::check() {
  struct stat mine {
  }, there{};

  // Through the links that a person named the folder by.
  if (::fstat(locked_.number(), &mine) != 0 || ::stat(folder_.c_str(), &there) != 0 ||
      mine.st_dev != there.st_dev || mine.st_ino != there.st_ino)
    throw Error("the run's folder was moved, removed or replaced by another", folder_.string(),
                "put it back: nothing is written elsewhere");
  if (!file_.is_at(folder_ / kLockFile)) take();
}

}  // namespace core
