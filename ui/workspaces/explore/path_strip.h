#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/latent/path.h"
#include "core/request/render_request.h"

namespace ui::explore {

/// The film strip of a path: the same number of pictures on every segment, so that every pin is one of them.
/// Tile i shows the moment i / steps segments into the path; the last tile is its end (of a loop: the first
/// pin again).
int strip_steps(const core::Path& path);  // tiles a segment; 1 below two pins
std::vector<core::Latent> strip_latents(const core::Path& path);
int strip_tile_at(const core::Path& path, double seconds);  // the nearest one
double strip_seconds(const core::Path& path, int tile);
int strip_tile_of_pin(const core::Path& path, int pin);

/// How much the picture changes from tile to tile: root mean square over pixels in 0..1. A jump over 8 times
/// the mean is where the walk breaks.
class JumpCurve {
 public:
  /// Takes over what changed since the last call. Tiles that do not show `wanted` yet count as unknown.
  void update(const core::SurfacePictures& pictures, std::span<const core::Latent> wanted);
  void clear();

  const std::vector<double>& jumps() const {
    return jumps_;
  }  // between tile i and i + 1; NaN = not known yet

  double mean() const { return mean_; }  // of the known ones; 0 without any

  bool complete() const { return complete_; }

  double ratio(int jump) const;  // to the mean; NaN when unknown

  const std::vector<int>& peaks() const { return peaks_; }  // jumps over 8 x the mean, largest first

 private:
  struct Pair {
    std::uint64_t from = 0, to = 0;
    bool operator==(const Pair&) const = default;
  };

  std::vector<double> jumps_;
  std::vector<Pair> versions_;
  std::vector<int> peaks_;
  double mean_ = 0;
  bool complete_ = false;
};

/// Root mean square difference of two pictures of equal shape in 0..1; NaN when either is missing or they
/// differ in shape.
double picture_distance(const core::Image& a, const core::Image& b);

}  // namespace ui::explore
