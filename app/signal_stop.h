#pragma once

#include <signal.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace app {

/// What signals ask of the work in progress. Make it before any other thread, so that they inherit the
/// blocked signals.
///
/// Ctrl-C, SIGTERM and the end of the terminal (SIGHUP, unless it was ignored from the start, as under nohup)
/// are a request to stop: long work ends at its next safe place and saves what is done. The next one ends the
/// process, unless the work listens to hurry(). SIGUSR1 and SIGUSR2 ask to save and go on.
class SignalStop {
 public:
  SignalStop();
  ~SignalStop();
  SignalStop(const SignalStop&) = delete;
  SignalStop& operator=(const SignalStop&) = delete;

  std::stop_token token() const { return source_.get_token(); }

  /// Requested by the signal after the one that asked to stop; only a third one ends the process then.
  std::stop_token hurry();

  /// Whether saving was asked for since the last call.
  bool take_save() { return save_.exchange(false); }

  /// Called on the watching thread when saving is asked for; empty = nobody any more.
  void on_save(std::function<void()> wake);

  /// From now on the end of the terminal is none of this process's business.
  void outlive_terminal() { outlives_terminal_ = true; }

 private:
  void watch(const sigset_t& signals);
  void stop();

  std::stop_source source_, hurry_;
  std::atomic<bool> ending_ = false, hurries_ = false, save_ = false, outlives_terminal_ = false;
  std::mutex mutex_;
  std::function<void()> wake_;  // under the mutex
  std::thread watcher_;
};

}  // namespace app
