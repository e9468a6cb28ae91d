#include "core/base/child_process.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>

#include "core/base/error.h"

extern char** environ;

namespace core {
namespace {

/// Waits until `descriptor` is ready for `events`; throws Cancelled when asked to stop before.
void wait_for(int descriptor, short events, const std::stop_token& stop) {
  const StopDescriptor stopped(stop);
  std::array<pollfd, 2> both{pollfd{descriptor, events, 0}, pollfd{stopped.number(), POLLIN, 0}};
  again_when_interrupted([&] { return ::poll(both.data(), both.size(), -1); });
  if (stop.stop_requested()) throw Cancelled();
}

/// SIGPIPE would end the whole program when a child dies; while this lives, writing to a broken pipe just
/// fails with EPIPE on this thread.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }

  ~NoSigpipe() {
    const timespec none{};
    while (sigtimedwait(&pipe_, nullptr, &none) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t pipe_{}, before_{};
};

int open_process(pid_t process) {
  return static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
}

}  // namespace

pid_t start_program(const std::vector<std::string>& arguments, int input, int said) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0)
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (said >= 0)
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
      posix_spawn_file_actions_adddup2(&actions, said, stream);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, ours;
  sigemptyset(&none);
  sigemptyset(&ours);
  sigaddset(&ours, SIGPIPE);  // not SIGXFSZ: past a file size limit its writing is to fail, with a reason
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &ours);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, argv.front(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? process : 0;
}

StopDescriptor::StopDescriptor(const std::stop_token& stop)
    : event_(::eventfd(0, EFD_CLOEXEC)), wake_(stop, [this] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t told = ::write(event_.number(), &one, sizeof one);
      }) {}

int ChildProcess::wait(const std::stop_token& stop) {
  // Without this call (before Linux 5.3) there is nothing to wait for both at once.
  const Descriptor over(open_process(process_));
  if (over.is_open()) wait_for(over.number(), POLLIN, stop);
  int status = 0;
  again_when_interrupted([&] { return ::waitpid(process_, &status, 0); });
  process_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void ChildProcess::end() {
  if (!is_running()) return;
  ::kill(process_, SIGKILL);
  again_when_interrupted([&] { return ::waitpid(process_, nullptr, 0); });
  process_ = 0;
}

bool write_to_pipe(int pipe, std::span<const std::uint8_t> bytes, const std::stop_token& stop) {
  const NoSigpipe quiet;
  while (!bytes.empty()) {
    wait_for(pipe, POLLOUT, stop);
    const ssize_t count = again_when_interrupted([&] { return ::write(pipe, bytes.data(), bytes.size()); });
    if (count < 0 && errno == EAGAIN) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace core
