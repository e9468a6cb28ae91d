#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/image/image.h"
#include "core/request/animation_format.h"

namespace io {

/// Frames of one size, one after the other.
class AnimationWriter {
 public:
  virtual ~AnimationWriter() = default;
  virtual void add(const core::Image& frame) = 0;
  virtual void finish() = 0;  // throws core::Error when the file did not become whole
};

struct AnimationPlan {
  int width = 0, height = 0;   // pixels, even for a video
  int frames_per_second = 30;  // 1 to the format's most
  std::string comment;         // goes into the file
  /// Pictures in whose colours the frames are; called once at most, by a format that wants a palette.
  std::function<std::vector<core::Image>()> key_pictures;
  std::stop_token stop{};  // add() and finish() throw Cancelled
};

/// Throws core::Error with what to install where the format cannot be written on this machine. Call it before
/// the first frame is rendered. Throws Cancelled when asked to stop.
void probe_animation(const core::AnimationFormat& format, const std::stop_token& stop = {});
/// Writes into `file`, which outlives the writer. Throws core::Error when the disk refuses.
std::unique_ptr<AnimationWriter> open_animation(const core::AnimationFormat& format,
                                                const core::PendingFile& file, const AnimationPlan& plan);

}  // namespace io
