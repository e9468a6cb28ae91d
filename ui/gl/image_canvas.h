#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "ui/frame/frame.h"
#include "ui/gl/image_paint.h"
#include "ui/look/theme.h"

namespace ui {

/// One picture of a canvas. `pixels` may be null; with it the value under the cursor is known.
struct CanvasPicture {
  TileTexture tile;
  const core::Image* pixels = nullptr;
  PaintOptions paint;
};

struct CanvasBox {
  float x = 0, y = 0, width = 0, height = 0;  // pixels of the picture
  ImU32 color = IM_COL32_WHITE;
};

struct CanvasOptions {
  CanvasPicture picture;
  CanvasPicture other;  // what `compare` compares with
  Compare compare = Compare::kOff;
  std::span<const CanvasBox> boxes;
  ImVec2 size{};              // screen pixels; 0 = the rest of the panel
  ImVec2 padding{20, 20};     // logical pixels kept free round the picture when it is fitted
  bool show_overlays = true;  // Frame::view.show_overlays
};

/// What happened on a canvas this frame. Image coordinates are continuous pixels of the picture; pixel (3, 4)
/// covers 3..4 x 4..5.
struct CanvasResult {
  ImVec2 min, max;       // the picture on the screen (the first one with kSide)
  float zoom = 1;        // screen pixels a picture pixel
  bool hovered = false;  // cursor over the picture
  ImVec2 at;             // cursor, image coordinates
  int pixel_x = -1, pixel_y = -1;
  std::string value;      // "0.86 0.79 0.61" in 0..1; empty when unknown or outside
  bool pressed = false;   // left button went down over the picture
  bool dragging = false;  // ... and is still held
  bool released = false;
  bool double_clicked = false;
  ImVec2 drag;  // since the press, screen pixels

  ImVec2 to_screen(float x, float y) const { return {min.x + x * zoom, min.y + y * zoom}; }
};

/// Draws a picture, enlarged by whole numbers, on the neutral surround. The wheel zooms at the cursor (1 to
/// 32x) and the middle button pans. Two pictures are compared side by side, by a wipe line that is dragged,
/// by flicker (at most 3 Hz), or as their difference. A panel keeps it between frames; it needs no GL to be
/// constructed.
class ImageCanvas {
 public:
  CanvasResult draw(Frame& frame, const char* id, const CanvasOptions& options);

  void fit() { zoom_ = 0; }  // as large as whole numbers allow (below 1x: halves)

  void set_zoom(int zoom);  // 1..32, logical: times Theme::scale rounded to whole pixels

  int zoom() const { return shown_zoom_; }  // as drawn last

  bool fitted() const { return zoom_ == 0; }

 private:
  struct Place;
  Place place_of(const Theme& theme, const CanvasOptions& options) const;
  float zoom_at(const Place& place) const;  // screen pixels a picture pixel
  void wheel(const Place& place);
  void pointer(CanvasResult& result, bool wiping_possible, float scale);
  void paint(Frame& frame, const CanvasOptions& options, const CanvasResult& at, const Place& place) const;

  int zoom_ = 0;  // 0 = fit
  int shown_zoom_ = 1;
  ImVec2 pan_{};  // picture pixels off the centre
  float wipe_ = 0.5f;
  bool held_ = false, wiping_ = false;
};

/// Fills the rest of the panel, edge to edge, with the neutral surround pictures stand on. Call after the
/// tool row.
void fill_surround(const Theme& theme);

}  // namespace ui
