#pragma once

#include <imgui.h>

#include <optional>

#include "ui/gl/color_map.h"
#include "ui/gl/image_programs.h"
#include "ui/gl/texture_store.h"

namespace ui {

struct PaintOptions {
  bool linear = false;  // nearest unless set
  ColorMap map = ColorMap::kNone;
  float low = 0, high = 1;  // range of single-channel values (0..1 of the texture) that spans the colour map
  float alpha = 1;
};

/// Draws pictures through shaders/image.* into an ImGui draw list: everything between construction and
/// destruction is one batch, after it ImGui's own state is back. Without a GL context nothing but the plain
/// rectangles is recorded. UI thread.
class ImagePaint {
 public:
  ImagePaint(TextureStore& textures, ImDrawList* draw_list, const PaintOptions& options = {});
  ~ImagePaint();
  ImagePaint(const ImagePaint&) = delete;
  ImagePaint& operator=(const ImagePaint&) = delete;

  /// `tile` from `min` to `max`, screen pixels.
  void image(const TileTexture& tile, ImVec2 min, ImVec2 max);

 private:
  void bind(const TileTexture& tile, ImVec2 min, ImVec2 max);

  TextureStore& textures_;
  ImDrawList* draw_list_;
  PaintOptions options_;
  bool shaded_;
  std::optional<ImagePrograms::Picture> bound_;  // what the vertices recorded last are drawn with
};

/// |a - b| a pixel, averaged over channels, times `gain`, in inferno. Both tiles span the rectangle.
void paint_difference(TextureStore& textures, ImDrawList* draw_list, const TileTexture& a,
                      const TileTexture& b, ImVec2 min, ImVec2 max, float gain = 2.0f);

/// A box over a picture: 2 px white on a 4 px dark edge, so that it shows on anything; `color` replaces the
/// white. Screen pixels; `scale` = Theme::scale.
void paint_box(TextureStore& textures, ImDrawList* draw_list, ImVec2 min, ImVec2 max, float scale,
               ImU32 color = IM_COL32_WHITE);

}  // namespace ui
