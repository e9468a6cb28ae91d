#pragma once

#include <cstdint>

#include "core/latent/path.h"
#include "ui/frame/frame.h"
#include "ui/gl/texture_store.h"

namespace ui::explore {

/// The pictures of two pins blended pixel by pixel, at the t of the play head: a walk between them would look
/// so if the net knew nothing but pixels.
class CrossFade {
 public:
  /// Blends anew when pins, t or their pictures changed. Null while the pictures are not drawn, or with fewer
  /// than two pins.
  const core::Image* at(const Frame& frame, double seconds);
  TileTexture texture(Frame& frame) const;  // of the last one

 private:
  core::Image image_;
  core::PathPosition position_;
  std::uint64_t from_version_ = 0, to_version_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace ui::explore
