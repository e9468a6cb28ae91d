#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/image/image.h"
#include "core/session/snapshot.h"

namespace ui {

class ImagePrograms;

/// Where a picture lies in a texture.
struct TileTexture {
  /// As ImTextureID, 0 = not rendered yet: the GL name below, above it the number of the last write, so that
  /// new pixels in the same place make another frame (FrameDamage). OpenGL and ImGui's backend take the name.
  std::uint64_t texture = 0;
  float u0 = 0, v0 = 0, u1 = 1, v1 = 1;
  int width = 0, height = 0;  // pixels of the picture

  explicit operator bool() const { return texture != 0; }
};

/// Textures of everything the window shows; uploads only what changed since the last frame (glTexSubImage2D).
/// UI thread, needs the GL context.
class TextureStore {
 public:
  TextureStore();
  ~TextureStore();
  TextureStore(const TextureStore&) = delete;
  TextureStore& operator=(const TextureStore&) = delete;

  /// Once a frame before drawing: uploads new tiles of the snapshot's surfaces.
  void update(const core::Snapshot& snapshot);
  TileTexture tile(core::Surface surface, int index) const;
  /// An image that is no surface (data picture, guided map, training grid, nearest real), kept under `key`
  /// and uploaded again when `version` differs. Keys not asked for during 120 frames are freed.
  TileTexture image(std::string_view key, std::uint64_t version, const core::Image& image);
  ImagePrograms& programs();           // that draw the pictures; used by ImagePaint
  double upload_milliseconds() const;  // of the last update

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ui
