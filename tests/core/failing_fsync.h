#pragma once

namespace test {

/// While this lives, the given call of fsync() in this program fails once, as of a disk that lost a page; 0 =
/// none. As on Linux the next call says that all is well.
class FailingFsync {
 public:
  explicit FailingFsync(int call);
  ~FailingFsync();
  FailingFsync(const FailingFsync&) = delete;
  FailingFsync& operator=(const FailingFsync&) = delete;

  int calls() const;  // so far
};

}  // namespace test
