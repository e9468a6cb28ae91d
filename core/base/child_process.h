#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/base/descriptor.h"

namespace core {

/// Starts a program found on PATH with no signal blocked and SIGPIPE not ignored, as this process has them
/// for itself. Its input comes from `input` (-1 = nothing), what it says goes to `said` (-1 = where this
/// process says things). Returns 0 when it cannot be started.
pid_t start_program(const std::vector<std::string>& arguments, int input = -1, int said = -1);

/// A descriptor that polls as readable once a stop was requested.
class StopDescriptor {
 public:
  explicit StopDescriptor(const std::stop_token& stop);

  int number() const { return event_.number(); }

 private:
  Descriptor event_;
  std::stop_callback<std::function<void()>> wake_;
};

/// A started program. The destructor ends one that still runs: what it wrote is no use to anybody.
class ChildProcess {
 public:
  ChildProcess() = default;

  explicit ChildProcess(pid_t process) : process_(process) {}

  ~ChildProcess() { end(); }

  ChildProcess(ChildProcess&& other) noexcept : process_(std::exchange(other.process_, 0)) {}

  ChildProcess& operator=(ChildProcess&& other) noexcept {
    std::swap(process_, other.process_);
    return *this;
  }

  bool is_running() const { return process_ > 0; }

  /// Its exit status, 128 when a signal ended it. Throws Cancelled, the program ended, when asked to stop.
  int wait(const std::stop_token& stop = {});

 private:
  void end();

  pid_t process_ = 0;
};

/// Writes all of `bytes` into a pipe that may be full for as long as its reader likes. False, with errno,
/// when it is broken. Throws Cancelled when asked to stop.
bool write_to_pipe(int pipe, std::span<const std::uint8_t> bytes, const std::stop_token& stop);

}  // namespace core
