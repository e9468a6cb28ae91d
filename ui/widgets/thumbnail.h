#pragma once

#include <optional>
#include <string>

#include "ui/frame/frame.h"
#include "ui/gl/texture_store.h"
#include "ui/look/theme.h"
#include "ui/widgets/drag_exemplar.h"

namespace ui {

struct ThumbnailOptions {
  float width = metric::kThumbnail, height = metric::kThumbnail;  // logical pixels
  ImU32 border = 0;                                               // 2 px, inside; 0 = none
  std::string badge{};  // letter or number in the upper left corner, on the border's colour
  std::string tooltip{};
  bool hover_outline = true;
  std::optional<ExemplarPayload> drag{};  // makes it a drag source
};

/// One picture as an item: an empty tile keeps its place in frame colour. True when clicked; ask ImGui for
/// hovering and double clicks as usual.
bool thumbnail(Frame& frame, const char* id, const TileTexture& tile, const ThumbnailOptions& options = {});
/// The picture only, no item: into `draw_list` from `min` to `max` in screen pixels, nearest neighbour.
void draw_picture(Frame& frame, ImDrawList* draw_list, const TileTexture& tile, ImVec2 min, ImVec2 max);
/// Corner badge with text on `color`; `corner` = upper left corner of the picture, screen pixels.
void draw_badge(const Theme& theme, ImDrawList* draw_list, ImVec2 corner, const char* text, ImU32 color);

}  // namespace ui
