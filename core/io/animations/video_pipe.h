#pragma once

#include <stop_token>
#include <string>

#include "core/base/child_process.h"
#include "core/io/animations/animation_writer.h"

namespace io {

/// Checks that an `ffmpeg` is on PATH and can encode H.264; call it before the first frame is rendered.
/// Throws core::Error with what to install, Cancelled when asked to stop while it hangs.
void probe_ffmpeg(const std::stop_token& stop);

/// Frames into an MP4 (H.264, yuv420p, CRF 18, faststart) through a separate ffmpeg process, which ends with
/// this object at the latest. One that hangs is left by a stop.
class VideoPipe : public AnimationWriter {
 public:
  /// Width and height even. ffmpeg fills `file`, which outlives the pipe; the comment goes into the
  /// container's metadata.
  VideoPipe(const core::PendingFile& file, const AnimationPlan& plan);

  void add(const core::Image& frame) override;
  void finish() override;  // waits for ffmpeg; throws core::Error with the end of what it said

 private:
  [[noreturn]] void fail() const;

  const core::PendingFile& file_;
  std::stop_token stop_;
  core::Descriptor said_, pipe_;
  core::ChildProcess process_;
};

}  // namespace io
