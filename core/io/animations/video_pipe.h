#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "core/io/animations/animation_writer.h"

namespace io {

/// Checks that an `ffmpeg` is on PATH and can encode H.264; call it before the first frame is rendered.
/// Throws core::Error with what to install.
void probe_ffmpeg();

/// Frames into an MP4 (H.264, yuv420p, CRF 18, faststart) through a separate ffmpeg process. The destructor
/// ends a process that did not finish.
class VideoPipe : public AnimationWriter {
 public:
  /// width and height even. ffmpeg fills `file`, which outlives the pipe; `comment` goes into the container's
  /// metadata.
  VideoPipe(const core::PendingFile& file, int width, int height, int frames_per_second,
            const std::string& comment);
  ~VideoPipe() override;
  VideoPipe(const VideoPipe&) = delete;
  VideoPipe& operator=(const VideoPipe&) = delete;

  void add(const core::Image& frame) override;
  void finish() override;  // waits for ffmpeg; throws core::Error with the end of what it said

 private:
  [[noreturn]] void fail() const;

  const core::PendingFile& file_;
  std::filesystem::path log_;
  pid_t process_ = -1;
  int pipe_ = -1;
};

}  // namespace io
