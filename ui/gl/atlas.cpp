#include "ui/gl/atlas.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "core/base/error.h"

namespace ui {
namespace {

// The texture name that is handed out without a GL context, so that widgets take the same paths in tests. It
// is never drawn.
constexpr GLuint kNoContextName = 1;

GlTexture make_texture(int width, int height, int channels) {
  GLint limit = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
  if (width > limit || height > limit)
    throw core::Error("the pictures do not fit into a texture",
                      std::to_string(width) + " x " + std::to_string(height), "show fewer or smaller ones");
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  const GLint internal = channels == 1 ? GL_R8 : GL_RGB8;
  glTexImage2D(GL_TEXTURE_2D, 0, internal, width, height, 0, channels == 1 ? GL_RED : GL_RGB,
               GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  if (channels == 1) {
    const GLint grey[] = {GL_RED, GL_RED, GL_RED, GL_ONE};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, grey);
  }
  return GlTexture(name);
}

}  // namespace

bool Atlas::fits(int count, int tile_width, int tile_height, int channels) const {
  return count <= columns_ * rows_ && count_ > 0 && tile_width == width_ && tile_height == height_ &&
         channels == channels_;
}

void Atlas::resize(int count, int tile_width, int tile_height, int channels) {
  if (fits(count, tile_width, tile_height, channels)) {
    count_ = count;
    return;
  }
  count_ = count;
  width_ = tile_width;
  height_ = tile_height;
  channels_ = channels;
  columns_ = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
  rows_ = (count + columns_ - 1) / columns_;
  filled_.assign(static_cast<std::size_t>(columns_) * rows_, false);
  texture_.reset();
  if (gl_loaded()) texture_ = make_texture(columns_ * width_, rows_ * height_, channels_);
}

void Atlas::upload(int index, const core::Image& image, std::uint32_t write) {
  if (index < 0 || index >= count_ || image.width != width_ || image.height != height_ ||
      image.channels != channels_)
    return;
  filled_[index] = true;
  write_ = write;
  if (!texture_) return;
  glBindTexture(GL_TEXTURE_2D, texture_.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(GL_TEXTURE_2D, 0, index % columns_ * width_, index / columns_ * height_, width_, height_,
                  channels_ == 1 ? GL_RED : GL_RGB, GL_UNSIGNED_BYTE, image.pixels.data());
}

TileTexture Atlas::tile(int index) const {
  if (index < 0 || index >= count_ || !filled(index)) return {};
  TileTexture tile;
  tile.texture = std::uint64_t{write_} << 32 | (texture_ ? texture_.get() : kNoContextName);
  tile.u0 = static_cast<float>(index % columns_) / columns_;
  tile.v0 = static_cast<float>(index / columns_) / rows_;
  tile.u1 = static_cast<float>(index % columns_ + 1) / columns_;
  tile.v1 = static_cast<float>(index / columns_ + 1) / rows_;
  tile.width = width_;
  tile.height = height_;
  return tile;
}

}  // namespace ui
