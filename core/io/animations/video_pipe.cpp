#include "core/io/animations/video_pipe.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/io/animations/ffmpeg_encoders.h"

extern char** environ;

namespace io {
namespace {

constexpr std::size_t kMostWords = 200;
constexpr const char* kInstall = "write .gif, which needs no ffmpeg, or .png; or install ffmpeg with libx264";

/// What ffmpeg says goes to `log`, its input comes from `input` (-1 = none). Returns 0 when it cannot be
/// started.
pid_t start_ffmpeg(const std::vector<std::string>& arguments, int input, const std::filesystem::path& log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0)
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  else
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t process = 0;
  const int error = posix_spawnp(&process, "ffmpeg", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? process : 0;
}

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::filesystem::path log_file() {
  std::string name = (std::filesystem::temp_directory_path() / "ganscope-ffmpeg-XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) throw core::Error("cannot make a temporary file", name, std::strerror(errno));
  close(file);
  return name;
}

std::string text_of(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = core::read_file(file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// SIGPIPE would end the whole program when ffmpeg dies; while this lives, writing to a broken pipe just
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

 private:
  sigset_t pipe_{}, before_{};
};

}  // namespace

void probe_ffmpeg() {
  const std::filesystem::path log = log_file();
  const pid_t process = start_ffmpeg({"ffmpeg", "-hide_banner", "-encoders"}, -1, log);
  const bool ran = process > 0 && wait_for(process) == 0;
  const std::string said = ran ? text_of(log) : "";
  std::filesystem::remove(log);
  if (!ran) throw core::Error("cannot write MP4, ffmpeg does not run", "ffmpeg", kInstall);
  check_encoders(video_encoders(said));
}

VideoPipe::VideoPipe(const core::PendingFile& file, int width, int height, int frames_per_second,
                     const std::string& comment)
    : file_(file), log_(log_file()) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw core::file_error("cannot talk to ffmpeg", errno, file.path());
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  process_ = start_ffmpeg({"ffmpeg",
                           "-hide_banner",
                           "-loglevel",
                           "error",
                           "-nostdin",
                           "-xerror",  // without it a file cut short by a full disk counts as a success
                           "-y",
                           "-f",
                           "rawvideo",
                           "-pix_fmt",
                           "rgb24",
                           "-s",
                           size,
                           "-r",
                           std::to_string(frames_per_second),
                           "-i",
                           "pipe:0",
                           "-c:v",
                           "libx264",
                           "-threads",
                           "1",
                           "-preset",
                           "medium",
                           "-crf",
                           "18",
                           "-pix_fmt",
                           "yuv420p",
                           "-colorspace",
                           "bt709",
                           "-color_primaries",
                           "bt709",
                           "-color_trc",
                           "bt709",
                           "-movflags",
                           "+faststart",
                           "-metadata",
                           "comment=" + comment,
                           "-f",
                           "mp4",
                           file.temporary().string()},
                          ends[0], log_);
  close(ends[0]);
  pipe_ = ends[1];
  if (process_ <= 0) {
    close(pipe_);
    std::filesystem::remove(log_);
    throw core::Error("cannot start ffmpeg", file.path().string(), kInstall);
  }
}

VideoPipe::~VideoPipe() {
  if (pipe_ >= 0) close(pipe_);
  if (process_ > 0) {
    kill(process_, SIGTERM);
    wait_for(process_);
  }
  std::error_code ignored;
  std::filesystem::remove(log_, ignored);
}

void VideoPipe::add(const core::Image& frame) {
  const core::Image rgb = core::to_channels(frame, 3);
  const NoSigpipe quiet;
  std::size_t written = 0;
  while (written < rgb.pixels.size()) {
    const ssize_t count = write(pipe_, rgb.pixels.data() + written, rgb.pixels.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail();
    written += static_cast<std::size_t>(count);
  }
}

void VideoPipe::finish() {
  close(pipe_);
  pipe_ = -1;
  const pid_t process = process_;
  process_ = -1;
  std::error_code missing;
  if (wait_for(process) != 0 || std::filesystem::file_size(file_.temporary(), missing) == 0 || missing)
    fail();
}

void VideoPipe::fail() const {
  std::string said = text_of(log_);
  for (const int code : {ENOSPC, EDQUOT, EFBIG})
    if (said.find(std::strerror(code)) != std::string::npos)
      throw core::file_error("could not write the file", code, file_.path());
  while (!said.empty() && said.back() == '\n') said.pop_back();
  throw core::Error("ffmpeg failed", file_.path().string(),
                    said.substr(said.find_last_of('\n') + 1).substr(0, kMostWords));
}

}  // namespace io
