#include "app/cli/signal_stop.h"

#include <signal.h>
#include <unistd.h>

namespace app {
namespace {

constexpr int kInterrupted = 130;

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&set, signal);
  return set;
}

}  // namespace

SignalStop::SignalStop() {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::thread([this, set] {
    for (;;) {
      int signal = 0;
      if (sigwait(&set, &signal) != 0 || signal == SIGUSR1) return;  // SIGUSR1: the destructor
      if (!source_.request_stop()) _exit(kInterrupted);
    }
  });
}

SignalStop::~SignalStop() {
  pthread_kill(watcher_.native_handle(), SIGUSR1);
  watcher_.join();
}

}  // namespace app
