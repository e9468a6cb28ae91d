#include "core/run/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/base/error.h"

namespace core {

RunLock::RunLock(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "run.lock";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    throw Error("could not lock the run folder, " + std::generic_category().message(errno), file.string(),
                "choose a folder you may write to");
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(descriptor_);
  throw Error("another training writes to this run", folder.string(),
              "stop it first, or choose another folder");
}

RunLock::~RunLock() {
  ::close(descriptor_);
}

}  // namespace core
