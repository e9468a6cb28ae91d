#pragma once

#include <stop_token>
#include <thread>

namespace app {

/// Turns Ctrl-C and SIGTERM into a stop request: long work ends at its next safe place and saves what is
/// done. A second signal ends the process at once. Make it before any other thread, so that they inherit the
/// blocked signals.
class SignalStop {
 public:
  SignalStop();
  ~SignalStop();
  SignalStop(const SignalStop&) = delete;
  SignalStop& operator=(const SignalStop&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::thread watcher_;
};

}  // namespace app
