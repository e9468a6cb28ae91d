#include "core/base/child_process.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mman.h>

#include <csignal>
#include <thread>

#include "core/base/error.h"

namespace {

/// What a program said.
std::string said_by(const std::vector<std::string>& arguments) {
  const core::Descriptor said(::memfd_create("said", MFD_CLOEXEC));
  core::ChildProcess child(core::start_program(arguments, -1, said.number()));
  REQUIRE(child.is_running());
  CHECK(child.wait() == 0);
  std::string text(4096, '\0');
  const ssize_t size = ::pread(said.number(), text.data(), text.size(), 0);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return text;
}

}  // namespace

TEST_CASE("a child gets no blocked signals, nor a SIGPIPE that this process ignores") {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const auto handler = std::signal(SIGPIPE, SIG_IGN);
  const std::string said = said_by({"grep", "-E", "SigBlk|SigIgn", "/proc/self/status"});
  std::signal(SIGPIPE, handler);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  CAPTURE(said);
  CHECK(said.find("SigBlk:\t0000000000000000") != std::string::npos);
  const std::size_t ignored = said.find("SigIgn:\t");
  REQUIRE(ignored != std::string::npos);
  CHECK((std::stoull(said.substr(ignored + 8), nullptr, 16) & (1u << (SIGPIPE - 1))) == 0);
}

TEST_CASE("a program that is not there does not start") {
  CHECK(core::start_program({"no-program-of-this-name"}) == 0);
}

TEST_CASE("a child that hangs is left, and ended, when somebody asks to stop") {
  pid_t process = 0;
  {
    std::stop_source stop;
    process = core::start_program({"sleep", "1000"});
    core::ChildProcess child(process);
    REQUIRE(child.is_running());
    const std::jthread asks([&] { stop.request_stop(); });
    CHECK_THROWS_AS(child.wait(stop.get_token()), core::Cancelled);
  }
  CHECK(::kill(process, 0) != 0);
}

TEST_CASE("a full pipe is left when somebody asks to stop, a broken one is told") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
  core::Descriptor reading(ends[0]), writing(ends[1]);
  const std::vector<std::uint8_t> much(1 << 20);
  std::stop_source stop;
  {
    const std::jthread asks([&] { stop.request_stop(); });
    CHECK_THROWS_AS(core::write_to_pipe(writing.number(), much, stop.get_token()), core::Cancelled);
  }
  reading.close();
  CHECK_FALSE(core::write_to_pipe(writing.number(), much, {}));
}
