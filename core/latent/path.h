#pragma once

#include <vector>

#include "core/latent/interpolate.h"

namespace core {

/// A walk through pinned points (paper section 6.1, figure 4).
struct Path {
  std::vector<Latent> pins;
  Interpolation interpolation = Interpolation::kSlerp;
  bool loop = false;  // a last segment leads back to the first pin
  bool ease = false;  // smoothstep in every segment instead of constant speed
  double seconds_per_segment = 1.0;
  int frames_per_second = 30;

  bool operator==(const Path&) const = default;
};

int segment_count(const Path& path);  // 0 below two pins
double duration_seconds(const Path& path);
/// Frames of the whole walk at frames_per_second; the end point is included unless the path loops.
int frame_count(const Path& path);
/// The point at `seconds` (clamped to the path). Needs at least one pin.
Latent latent_at(const Path& path, double seconds);
Latent latent_at_frame(const Path& path, int frame);

/// Between which pins a frame lies: t in 0..1 from pin `from` to pin `to`, easing applied.
struct PathPosition {
  int from = 0, to = 0;
  double t = 0;
};

PathPosition position_at(const Path& path, double seconds);
PathPosition position_at_frame(const Path& path, int frame);

}  // namespace core
