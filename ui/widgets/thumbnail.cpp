#include "ui/widgets/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "ui/gl/image_paint.h"
#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui {

void draw_picture(Frame& frame, ImDrawList* draw_list, const TileTexture& tile, ImVec2 min, ImVec2 max) {
  if (!tile) {
    draw_list->AddRectFilled(min, max, frame.theme.frame);
    return;
  }
  ImagePaint(frame.textures, draw_list).image(tile, min, max);
}

void draw_badge(const Theme& theme, ImDrawList* draw_list, ImVec2 corner, const char* text, ImU32 color) {
  const TextScope small(theme, TextSize::kAxis, Weight::kMedium);
  const float side = theme.px(16);
  const ImVec2 end{corner.x + std::max(side, text_width(text) + theme.px(6)), corner.y + side};
  draw_list->AddRectFilled(corner, end, color);
  // Whichever of the two reads better on this ground.
  const ImU32 ink =
      contrast(theme.text_on_plate, color) > contrast(theme.gap, color) && theme.dark()
          ? theme.text_on_plate
          : (contrast(IM_COL32_WHITE, color) > contrast(IM_COL32_BLACK, color) ? IM_COL32_WHITE
                                                                               : IM_COL32_BLACK);
  draw_text_in(corner, end, {0.5f, 0.5f}, ink, text);
}

bool thumbnail(Frame& frame, const char* id, const TileTexture& tile, const ThumbnailOptions& options) {
  const Theme& theme = frame.theme;
  const ImVec2 size{theme.px(options.width), theme.px(options.height)};
  const bool clicked = ImGui::InvisibleButton(id, size, ImGuiButtonFlags_EnableNav);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  const bool hovered = ImGui::IsItemHovered();
  if (!options.tooltip.empty()) tooltip(options.tooltip.c_str());
  if (options.drag && ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) {
    ImGui::SetDragDropPayload(kExemplarPayload, &*options.drag, sizeof *options.drag);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({theme.px(48), theme.px(48)});
    draw_picture(frame, ImGui::GetWindowDrawList(), tile, at, {at.x + theme.px(48), at.y + theme.px(48)});
    ImGui::EndDragDropSource();
  }
  if (!ImGui::IsItemVisible()) return clicked;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_picture(frame, list, tile, min, max);
  const float line = theme.px(2);
  if (options.border)
    list->AddRect({min.x + line / 2, min.y + line / 2}, {max.x - line / 2, max.y - line / 2}, options.border,
                  0, line);
  else if (hovered && options.hover_outline)
    list->AddRect(min, max, theme.text, 0, theme.px(1));
  if (!options.badge.empty())
    draw_badge(theme, list, min, options.badge.c_str(), options.border ? options.border : theme.accent);
  return clicked;
}

}  // namespace ui
