#include "core/latent/path.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace core {
namespace {

constexpr double kMostFrames = 1 << 30;

double smoothstep(double t) {
  return t * t * (3.0 - 2.0 * t);
}

/// Where `position` segments into the path lies, 0 .. segment_count.
PathPosition position_of(const Path& path, double position) {
  const int segments = segment_count(path);
  if (segments == 0) return {};
  const double inside = std::isnan(position) ? 0.0 : std::clamp(position, 0.0, static_cast<double>(segments));
  const int segment = std::min(static_cast<int>(inside), segments - 1);
  const double t = inside - segment;
  return {segment, (segment + 1) % static_cast<int>(path.pins.size()), path.ease ? smoothstep(t) : t};
}

Latent latent_of(const Path& path, const PathPosition& at) {
  if (path.pins.empty()) throw Error("the path has no points", {}, "pin at least one point");
  const auto from = static_cast<std::size_t>(at.from), to = static_cast<std::size_t>(at.to);
  return from == to ? path.pins[from] : interpolate(path.interpolation, path.pins[from], path.pins[to], at.t);
}

}  // namespace

int segment_count(const Path& path) {
  const int pins = static_cast<int>(path.pins.size());
  if (pins < 2) return 0;
  return path.loop ? pins : pins - 1;
}

double duration_seconds(const Path& path) {
  return segment_count(path) * path.seconds_per_segment;
}

int frame_count(const Path& path) {
  if (path.pins.empty()) return 0;
  const double steps = std::round(duration_seconds(path) * path.frames_per_second);
  if (!(steps >= 1.0)) return 1;
  return static_cast<int>(std::min(steps, kMostFrames)) + (path.loop ? 0 : 1);
}

PathPosition position_at(const Path& path, double seconds) {
  return position_of(path, path.seconds_per_segment > 0.0 ? seconds / path.seconds_per_segment : 0.0);
}

PathPosition position_at_frame(const Path& path, int frame) {
  // Frames are spaced evenly over the path, not by time: so the last frame is the last pin even where the
  // path does not last a whole number of frames, and a loop closes without a jump.
  const int steps = frame_count(path) - (path.loop ? 0 : 1);
  return position_of(path, steps < 1 ? 0.0 : static_cast<double>(frame) * segment_count(path) / steps);
}

Latent latent_at(const Path& path, double seconds) {
  return latent_of(path, position_at(path, seconds));
}

Latent latent_at_frame(const Path& path, int frame) {
  return latent_of(path, position_at_frame(path, frame));
}

}  // namespace core
