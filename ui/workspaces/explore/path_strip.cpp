#include "ui/workspaces/explore/path_strip.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::explore {
namespace {

constexpr int kTiles = 144;  // wanted on the whole strip
constexpr int kFewestSteps = 4, kMostSteps = 24;
constexpr double kPeak = 8;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

int strip_steps(const core::Path& path) {
  const int segments = core::segment_count(path);
  return segments == 0 ? 1 : std::clamp(kTiles / segments, kFewestSteps, kMostSteps);
}

std::vector<core::Latent> strip_latents(const core::Path& timed) {
  if (timed.pins.empty()) return {};
  // Without the timing, whose rounding would make every picture a slightly other one.
  core::Path path = timed;
  path.seconds_per_segment = 1;
  const int tiles = core::segment_count(path) * strip_steps(path) + 1;
  std::vector<core::Latent> latents;
  latents.reserve(static_cast<std::size_t>(tiles));
  for (int i = 0; i < tiles; ++i) latents.push_back(core::latent_at(path, strip_seconds(path, i)));
  return latents;
}

int strip_tile_at(const core::Path& path, double seconds) {
  if (path.seconds_per_segment <= 0) return 0;
  const int last = core::segment_count(path) * strip_steps(path);
  const double exact = seconds / path.seconds_per_segment * strip_steps(path);
  return std::clamp(static_cast<int>(std::lround(exact)), 0, last);
}

double strip_seconds(const core::Path& path, int tile) {
  return path.seconds_per_segment * tile / strip_steps(path);
}

int strip_tile_of_pin(const core::Path& path, int pin) {
  return pin * strip_steps(path);
}

double picture_distance(const core::Image& a, const core::Image& b) {
  if (a.empty() || !core::same_shape(a, b)) return kUnknown;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    const int difference = int{a.pixels[i]} - int{b.pixels[i]};
    sum += difference * difference;
  }
  return std::sqrt(static_cast<double>(sum) / static_cast<double>(a.pixels.size())) / 255.0;
}

void JumpCurve::clear() {
  *this = {};
}

void JumpCurve::update(const core::SurfacePictures& pictures, std::span<const core::Latent> wanted) {
  const std::size_t tiles = wanted.size();
  if (tiles < 2) return clear();
  jumps_.resize(tiles - 1, kUnknown);
  versions_.resize(tiles - 1);
  const auto version_of = [&](std::size_t i) -> std::uint64_t {
    const bool there = i < pictures.tiles.size() && i < pictures.z.size() && pictures.z[i] == wanted[i] &&
                       !pictures.tiles[i].empty();
    if (!there) return 0;
    return i < pictures.tile_versions.size() ? pictures.tile_versions[i] : pictures.version;
  };
  complete_ = true;
  double sum = 0;
  int known = 0;
  for (std::size_t i = 0; i + 1 < tiles; ++i) {
    const Pair now{version_of(i), version_of(i + 1)};
    const bool both = now.from != 0 && now.to != 0;
    if (!both)
      jumps_[i] = kUnknown;
    else if (now != versions_[i])
      jumps_[i] = picture_distance(pictures.tiles[i], pictures.tiles[i + 1]);
    versions_[i] = now;
    complete_ = complete_ && both;
    if (!std::isfinite(jumps_[i])) continue;
    sum += jumps_[i];
    ++known;
  }
  mean_ = known ? sum / known : 0;
  peaks_.clear();
  for (int i = 0; i < static_cast<int>(jumps_.size()); ++i)
    if (ratio(i) > kPeak) peaks_.push_back(i);
  std::sort(peaks_.begin(), peaks_.end(), [this](int a, int b) { return ratio(a) > ratio(b); });
}

double JumpCurve::ratio(int jump) const {
  if (jump < 0 || jump >= static_cast<int>(jumps_.size()) || mean_ <= 0) return kUnknown;
  return jumps_[static_cast<std::size_t>(jump)] / mean_;
}

}  // namespace ui::explore
