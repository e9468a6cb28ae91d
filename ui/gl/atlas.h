#pragma once

#include <cstdint>
#include <vector>

#include "core/image/image.h"
#include "ui/gl/handle.h"
#include "ui/gl/texture_store.h"

namespace ui {

/// Equal tiles in one texture, a grid nearly square. Grey pictures are stored in one channel and read as
/// grey. Without a GL context places are handed out all the same and nothing is uploaded.
class Atlas {
 public:
  /// Makes room for `count` tiles; keeps what is there when nothing changed. Throws core::Error when the
  /// picture is larger than the driver allows.
  void resize(int count, int tile_width, int tile_height, int channels);
  /// `image` of the tile size, else ignored; `write` as no other upload had it (TileTexture::texture).
  void upload(int index, const core::Image& image, std::uint32_t write);
  bool fits(int count, int tile_width, int tile_height, int channels) const;
  TileTexture tile(int index) const;

  bool filled(int index) const { return index < static_cast<int>(filled_.size()) && filled_[index]; }

 private:
  GlTexture texture_;
  int count_ = 0, columns_ = 1, rows_ = 1, width_ = 0, height_ = 0, channels_ = 3;
  std::uint32_t write_ = 0;  // the last one
  std::vector<bool> filled_;
};

}  // namespace ui
