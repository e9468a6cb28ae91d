#include "ui/workspaces/explore/cross_fade.h"

#include "core/image/resample.h"
#include "ui/workspaces/explore/path_strip.h"

namespace ui::explore {
namespace {

struct Tile {
  const core::Image* image = nullptr;
  std::uint64_t version = 0;
};

Tile tile_of(const core::SurfacePictures& pictures, int index) {
  const auto i = static_cast<std::size_t>(index);
  if (i >= pictures.tiles.size() || pictures.tiles[i].empty()) return {};
  return {&pictures.tiles[i],
          i < pictures.tile_versions.size() ? pictures.tile_versions[i] : pictures.version};
}

}  // namespace

const core::Image* CrossFade::at(const Frame& frame, double seconds) {
  const core::SurfacePictures* pictures = frame.snapshot.surface(core::Surface::kPathStrip);
  if (!pictures || frame.document.path.pins.size() < 2) return nullptr;
  const core::Path path = frame.document.path.path();
  const core::PathPosition position = core::position_at(path, seconds);
  const Tile from = tile_of(*pictures, strip_tile_of_pin(path, position.from));
  const Tile to = tile_of(*pictures, strip_tile_of_pin(path, position.to));
  if (!from.image || !to.image || !core::same_shape(*from.image, *to.image)) return nullptr;
  const bool same = version_ != 0 && position.t == position_.t && from.version == from_version_ &&
                    to.version == to_version_ && position.from == position_.from;
  if (same) return &image_;
  image_ = core::cross_fade(*from.image, *to.image, position.t);
  position_ = position;
  from_version_ = from.version;
  to_version_ = to.version;
  ++version_;
  return &image_;
}

TileTexture CrossFade::texture(Frame& frame) const {
  return frame.textures.image("explore.fade", version_, image_);
}

}  // namespace ui::explore
