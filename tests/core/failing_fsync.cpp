#include "tests/core/failing_fsync.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace {

std::atomic<int> made{0}, failing{0};

}  // namespace

/// The program's own calls come here instead of to the C library.
extern "C" int fsync(int descriptor) {
  if (++made == failing) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(syscall(SYS_fsync, descriptor));
}

namespace test {

FailingFsync::FailingFsync(int call) {
  made = 0;
  failing = call;
}

FailingFsync::~FailingFsync() {
  failing = 0;
}

int FailingFsync::calls() const {
  return made;
}

}  // namespace test
