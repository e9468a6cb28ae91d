#include "app/signal_stop.h"

#include <signal.h>
#include <unistd.h>

#include <utility>

namespace app {
namespace {

constexpr int kInterrupted = 130;

bool is_ignored(int signal) {
  struct sigaction action {};

  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGUSR2}) sigaddset(&set, signal);
  if (!is_ignored(SIGHUP)) sigaddset(&set, SIGHUP);
  return set;
}

}  // namespace

SignalStop::SignalStop() {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::thread([this, set] { watch(set); });
}

SignalStop::~SignalStop() {
  ending_ = true;
  pthread_kill(watcher_.native_handle(), SIGUSR1);
  watcher_.join();
}

std::stop_token SignalStop::hurry() {
  hurries_ = true;
  return hurry_.get_token();
}

void SignalStop::on_save(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void SignalStop::watch(const sigset_t& signals) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (ending_) return;
    if (signal == SIGUSR1 || signal == SIGUSR2) {
      save_ = true;
      const std::lock_guard lock(mutex_);
      if (wake_) wake_();
    } else if (signal != SIGHUP || !outlives_terminal_) {
      stop();
    }
  }
}

void SignalStop::stop() {
  if (source_.request_stop()) return;
  if (hurries_ && hurry_.request_stop()) return;
  _exit(kInterrupted);
}

}  // namespace app
