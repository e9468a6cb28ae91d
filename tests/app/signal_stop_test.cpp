#include "app/signal_stop.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <semaphore>

namespace {

/// Sends a signal to this process and then SIGUSR1, and waits until both were heard: of two that wait the one
/// with the lower number comes first.
void send(app::SignalStop& signals, int signal) {
  std::binary_semaphore heard(0);
  signals.on_save([&] { heard.release(); });
  ::kill(::getpid(), signal);
  ::kill(::getpid(), SIGUSR1);
  heard.acquire();
  signals.on_save({});
}

}  // namespace

TEST_CASE("asking to save is heard once and stops nothing") {
  app::SignalStop signals;
  CHECK_FALSE(signals.take_save());
  send(signals, SIGUSR1);
  CHECK(signals.take_save());
  CHECK_FALSE(signals.take_save());
  CHECK_FALSE(signals.token().stop_requested());
}

TEST_CASE("the first request stops the work, the second hurries work that listens") {
  app::SignalStop signals;
  const std::stop_token hurry = signals.hurry();
  send(signals, SIGHUP);
  CHECK(signals.token().stop_requested());
  CHECK_FALSE(hurry.stop_requested());
  send(signals, SIGINT);
  CHECK(hurry.stop_requested());
}

TEST_CASE("a process that goes on without its window outlives the terminal") {
  app::SignalStop signals;
  signals.outlive_terminal();
  send(signals, SIGHUP);
  CHECK_FALSE(signals.token().stop_requested());
  send(signals, SIGINT);
  CHECK(signals.token().stop_requested());
}
