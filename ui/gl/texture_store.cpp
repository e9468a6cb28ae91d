#include "ui/gl/texture_store.h"

#include <array>
#include <chrono>
#include <map>
#include <string>

#include "ui/gl/atlas.h"
#include "ui/gl/image_programs.h"

namespace ui {
namespace {

constexpr int kFramesKept = 120;

/// What one surface shows, uploaded tile by tile.
struct SurfaceTextures {
  Atlas atlas;
  std::uint64_t version = 0;
  std::vector<std::uint64_t> uploaded;  // version of each tile in the atlas; 0 = none
};

struct KeyedImage {
  Atlas atlas;
  std::uint64_t version = 0;
  long last_frame = 0;
};

const core::Image* first_picture(const core::SurfacePictures& pictures) {
  for (const core::Image& tile : pictures.tiles)
    if (!tile.empty()) return &tile;
  return nullptr;
}

void upload_changed(SurfaceTextures& textures, const core::SurfacePictures& pictures, std::uint32_t& writes) {
  const core::Image* shape = first_picture(pictures);
  const int count = static_cast<int>(pictures.tiles.size());
  if (!shape) {
    textures.uploaded.clear();
    return;
  }
  if (!textures.atlas.fits(count, shape->width, shape->height, shape->channels)) textures.uploaded.clear();
  textures.atlas.resize(count, shape->width, shape->height, shape->channels);
  textures.uploaded.resize(pictures.tiles.size(), 0);
  for (int i = 0; i < count; ++i) {
    const core::Image& tile = pictures.tiles[i];
    if (tile.empty()) {
      textures.uploaded[i] = 0;
      continue;
    }
    const std::uint64_t version =
        i < static_cast<int>(pictures.tile_versions.size()) ? pictures.tile_versions[i] : pictures.version;
    if (textures.uploaded[i] == version && textures.atlas.filled(i)) continue;
    textures.atlas.upload(i, tile, ++writes);
    textures.uploaded[i] = version;
  }
}

}  // namespace

struct TextureStore::State {
  std::array<SurfaceTextures, core::kSurfaceCount> surfaces;
  std::array<bool, core::kSurfaceCount> shown{};
  std::map<std::string, KeyedImage, std::less<>> images;
  ImagePrograms programs;
  std::uint32_t writes = 0;  // into any texture
  long frame = 0;
  double milliseconds = 0;
};

TextureStore::TextureStore() : state_(std::make_unique<State>()) {}

TextureStore::~TextureStore() = default;

void TextureStore::update(const core::Snapshot& snapshot) {
  const auto begin = std::chrono::steady_clock::now();
  ++state_->frame;
  for (int i = 0; i < core::kSurfaceCount; ++i) {
    const core::SurfacePictures* pictures = snapshot.surfaces[i].get();
    SurfaceTextures& textures = state_->surfaces[i];
    state_->shown[i] = pictures != nullptr;
    if (!pictures || textures.version == pictures->version) continue;
    textures.version = pictures->version;  // pictures that cannot be shown are not tried again every frame
    upload_changed(textures, *pictures, state_->writes);
  }
  std::erase_if(state_->images,
                [&](const auto& entry) { return entry.second.last_frame + kFramesKept < state_->frame; });
  state_->milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

TileTexture TextureStore::tile(core::Surface surface, int index) const {
  const auto place = static_cast<std::size_t>(surface);
  const SurfaceTextures& textures = state_->surfaces[place];
  const bool there = state_->shown[place] && index >= 0 &&
                     index < static_cast<int>(textures.uploaded.size()) && textures.uploaded[index] != 0;
  return there ? textures.atlas.tile(index) : TileTexture{};
}

TileTexture TextureStore::image(std::string_view key, std::uint64_t version, const core::Image& image) {
  if (image.empty()) return {};
  auto entry = state_->images.find(key);
  const bool fresh = entry == state_->images.end();
  if (fresh) entry = state_->images.try_emplace(std::string(key)).first;
  KeyedImage& kept = entry->second;
  kept.last_frame = state_->frame;
  if (fresh || kept.version != version || !kept.atlas.fits(1, image.width, image.height, image.channels)) {
    kept.atlas.resize(1, image.width, image.height, image.channels);
    kept.atlas.upload(0, image, ++state_->writes);
    kept.version = version;
  }
  return kept.atlas.tile(0);
}

ImagePrograms& TextureStore::programs() {
  return state_->programs;
}

double TextureStore::upload_milliseconds() const {
  return state_->milliseconds;
}

}  // namespace ui
