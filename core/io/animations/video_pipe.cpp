#include "core/io/animations/video_pipe.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/io/animations/ffmpeg_encoders.h"

namespace io {
namespace {

constexpr std::size_t kMostWords = 200, kMostSaid = 1 << 20;
constexpr const char* kInstall = "write .gif, which needs no ffmpeg, or .png; or install ffmpeg with libx264";

/// A file without a name for what ffmpeg says, which goes with its last descriptor.
core::Descriptor unnamed_file() {
  core::Descriptor file(::memfd_create("ffmpeg says", MFD_CLOEXEC));
  if (!file.is_open()) throw core::file_error("cannot listen to ffmpeg", errno, "ffmpeg");
  return file;
}

std::string text_of(const core::Descriptor& file) {
  std::string text;
  std::array<char, 4096> part;
  for (;;) {
    const ssize_t count = core::again_when_interrupted(
        [&] { return ::pread(file.number(), part.data(), part.size(), static_cast<off_t>(text.size())); });
    if (count <= 0 || text.size() > kMostSaid) return text;
    text.append(part.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

void probe_ffmpeg(const std::stop_token& stop) {
  const core::Descriptor file = unnamed_file();
  core::ChildProcess process(core::start_program({"ffmpeg", "-hide_banner", "-encoders"}, -1, file.number()));
  const bool ran = process.is_running() && process.wait(stop) == 0;
  const std::string said = ran ? text_of(file) : "";
  if (!ran) throw core::Error("cannot write MP4, ffmpeg does not run", "ffmpeg", kInstall);
  check_encoders(video_encoders(said));
}

VideoPipe::VideoPipe(const core::PendingFile& file, const AnimationPlan& plan)
    : file_(file), stop_(plan.stop), said_(unnamed_file()) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw core::file_error("cannot talk to ffmpeg", errno, file.path());
  const core::Descriptor read_end(ends[0]);
  pipe_ = core::Descriptor(ends[1]);
  ::fcntl(pipe_.number(), F_SETFL,
          O_NONBLOCK);  // of this end: a frame that ffmpeg does not take can be given up
  const std::string size = std::to_string(plan.width) + "x" + std::to_string(plan.height);
  process_ = core::ChildProcess(
      core::start_program({"ffmpeg",
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
                           std::to_string(plan.frames_per_second),
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
                           "comment=" + plan.comment,
                           "-f",
                           "mp4",
                           file.temporary().string()},
                          ends[0], said_.number()));
  if (!process_.is_running()) throw core::Error("cannot start ffmpeg", file.path().string(), kInstall);
}

void VideoPipe::add(const core::Image& frame) {
  const core::Image rgb = core::to_channels(frame, 3);
  if (!core::write_to_pipe(pipe_.number(), rgb.pixels, stop_)) fail();
}

void VideoPipe::finish() {
  pipe_.close();
  std::error_code missing;
  if (process_.wait(stop_) != 0 || std::filesystem::file_size(file_.temporary(), missing) == 0 || missing)
    fail();
}

void VideoPipe::fail() const {
  std::string said = text_of(said_);
  for (const int code : {ENOSPC, EDQUOT, EFBIG})
    if (said.find(std::strerror(code)) != std::string::npos)
      throw core::file_error("could not write the file", code, file_.path());
  while (!said.empty() && said.back() == '\n') said.pop_back();
  throw core::Error("ffmpeg failed", file_.path().string(),
                    said.substr(said.find_last_of('\n') + 1).substr(0, kMostWords));
}

}  // namespace io
