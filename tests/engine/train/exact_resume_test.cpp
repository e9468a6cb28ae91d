#include <doctest/doctest.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

#include "tests/core/temporary_folder.h"
#include "tests/engine/train/tiny_run.h"

extern char** environ;

namespace {

constexpr const char* kChildCase = "child of the kill test";
constexpr const char* kRunVariable = "GANSCOPE_TEST_RUN";
constexpr const char* kThreadsVariable = "GANSCOPE_TEST_THREADS";

core::TrainOptions options_of(const std::filesystem::path& run, int threads) {
  core::TrainOptions options = test::tiny_options(run);
  options.threads = threads;
  return options;
}

/// Runs the child case of this program until it says that it stands at step 110, then kills it without
/// warning.
void train_in_child_and_kill(const std::filesystem::path& run, int threads) {
  const ScopedVariable run_variable(kRunVariable, run.c_str());
  const ScopedVariable threads_variable(kThreadsVariable, std::to_string(threads).c_str());
  std::array<int, 2> said{};
  REQUIRE(::pipe(said.data()) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, said[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, said[0]);
  std::string filter = std::string("--test-case=") + kChildCase;
  std::string program = "engine_tests", no_skip = "--no-skip";
  char* arguments[] = {program.data(), no_skip.data(), filter.data(), nullptr};
  pid_t child = 0;
  REQUIRE(::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments, environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(said[1]);
  std::string text;
  std::array<char, 256> buffer{};
  while (text.find("at step 110") == std::string::npos) {
    const ssize_t count = ::read(said[0], buffer.data(), buffer.size());
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(said[0]);
  REQUIRE_MESSAGE(WIFSIGNALED(status), text);
}

}  // namespace

TEST_CASE("child of the kill test" * doctest::skip()) {
  const char* run = std::getenv(kRunVariable);
  if (run == nullptr) return;  // started by hand
  const auto trainer = test::open_trainer(options_of(run, std::atoi(std::getenv(kThreadsVariable))));
  test::train_to(*trainer, 100);
  trainer->save_checkpoint();
  test::train_to(*trainer, 110);
  const std::string_view line = "at step 110\n";
  REQUIRE(::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  test::train_to(*trainer, 1000000);
}

TEST_CASE("100 steps, kill -9, resume, 100 steps equals 200 steps to the bit") {
  for (const int threads : {1, 2}) {
    CAPTURE(threads);
    const TemporaryFolder folder;
    train_in_child_and_kill(folder / "killed", threads);
    core::TrainOptions resumed;
    resumed.run = folder / "killed";
    const auto killed = test::open_trainer(resumed, true);
    CHECK(killed->step_count() == 100);
    CHECK(killed->options().threads == threads);
    const auto straight = test::open_trainer(options_of(folder / "straight", threads));
    test::train_to(*straight, 100);
    CHECK(test::digest(*killed) == test::digest(*straight));
    test::train_to(*killed, 200);
    test::train_to(*straight, 200);
    CHECK(test::digest(*killed) == test::digest(*straight));
    CHECK(killed->finished());
  }
}

TEST_CASE("the alternating order of the paper resumes exactly as well") {
  const TemporaryFolder folder;
  core::TrainOptions options = test::tiny_options(folder / "a");
  options.alternate = true;
  options.layout = "paper";
  options.batch_norm_eps = 1e-8;
  options.weight_decay = 1e-5;
  {
    const auto trainer = test::open_trainer(options);
    test::train_to(*trainer, 7);
    trainer->save_checkpoint();
  }
  const auto resumed = test::open_trainer(options, true);
  options.run = folder / "b";
  const auto straight = test::open_trainer(options);
  test::train_to(*resumed, 15);
  test::train_to(*straight, 15);
  CHECK(test::digest(*resumed) == test::digest(*straight));
}
