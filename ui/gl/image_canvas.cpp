#include "ui/gl/image_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ui {
namespace {

constexpr int kLargestZoom = 32;
constexpr float kEmptySide = 64;     // side of the place kept for a picture that is not there yet
constexpr double kFlickerHertz = 3;  // changes a second; more is a risk for people with epilepsy

struct Rectangle {
  ImVec2 min, max;

  bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
};

/// The largest whole enlargement (or 1/2, 1/3, ... when even 1 is too large) with which the picture fits.
float fitting_zoom(ImVec2 room, float width, float height) {
  const float exact = std::min(room.x / width, room.y / height);
  if (exact >= 1) return std::min(std::floor(exact), static_cast<float>(kLargestZoom) * 4);
  return 1 / std::ceil(1 / std::max(exact, 0.02f));
}

std::string value_text(const core::Image* image, int x, int y) {
  if (!image || x < 0 || y < 0 || x >= image->width || y >= image->height) return {};
  std::string text;
  for (int c = 0; c < image->channels; ++c) {
    char number[16];
    std::snprintf(number, sizeof number, c ? " %.2f" : "%.2f", image->at(x, y)[c] / 255.0);
    text += number;
  }
  return text;
}

void draw_one(Frame& frame, ImDrawList* list, const CanvasPicture& picture, const Rectangle& at) {
  PaintOptions paint = picture.paint;
  paint.linear = paint.linear || frame.view.settings.linear_sampling;
  if (!picture.tile) {
    list->AddRectFilled(at.min, at.max, frame.theme.frame);
    return;
  }
  ImagePaint(frame.textures, list, paint).image(picture.tile, at.min, at.max);
}

void draw_clipped(Frame& frame, ImDrawList* list, const CanvasPicture& picture, const Rectangle& at,
                  ImVec2 clip_min, ImVec2 clip_max) {
  list->PushClipRect(clip_min, clip_max, true);
  draw_one(frame, list, picture, at);
  list->PopClipRect();
}

void draw_wipe(Frame& frame, ImDrawList* list, const CanvasOptions& options, const Rectangle& at,
               float line) {
  draw_clipped(frame, list, options.picture, at, at.min, {line, at.max.y});
  draw_clipped(frame, list, options.other, at, {line, at.min.y}, at.max);
  const float edge = frame.theme.px(2);
  list->AddRectFilled({line - edge, at.min.y}, {line + edge, at.max.y}, frame.theme.plate);
  list->AddRectFilled({line - edge / 2, at.min.y}, {line + edge / 2, at.max.y}, IM_COL32_WHITE);
}

}  // namespace

/// Where everything of a canvas lies this frame, screen pixels.
struct ImageCanvas::Place {
  ImVec2 origin, size;  // of the canvas
  ImVec2 area;          // for one picture: half of it with two side by side
  ImVec2 padding;
  float between = 0;    // two pictures
  float width, height;  // of the picture, its own pixels
  float scale;          // Theme::scale

  ImVec2 middle() const { return {origin.x + area.x / 2, origin.y + area.y / 2}; }
};

void ImageCanvas::set_zoom(int zoom) {
  zoom_ = std::clamp(zoom, 1, kLargestZoom);
}

float ImageCanvas::zoom_at(const Place& place) const {
  if (zoom_ != 0) return std::max(1.0f, std::round(static_cast<float>(zoom_) * place.scale));
  const ImVec2 room{place.area.x - 2 * place.padding.x, place.area.y - 2 * place.padding.y};
  return fitting_zoom(room, place.width, place.height);
}

void ImageCanvas::wheel(const Place& place) {
  const float turned = ImGui::GetIO().MouseWheel;
  if (turned == 0) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos, middle = place.middle();
  const float before = zoom_at(place);
  const ImVec2 under{(mouse.x - middle.x) / before + pan_.x, (mouse.y - middle.y) / before + pan_.y};
  const int logical = std::max(1, static_cast<int>(std::round(before / place.scale)));
  set_zoom(logical + (turned > 0 ? 1 : -1));
  const float after = zoom_at(place);
  pan_ = {under.x - (mouse.x - middle.x) / after, under.y - (mouse.y - middle.y) / after};
}

void ImageCanvas::pointer(CanvasResult& result, bool wiping_possible, float scale) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float line = result.min.x + wipe_ * (result.max.x - result.min.x);
  const bool on_line = wiping_possible && std::abs(mouse.x - line) < 6 * scale;
  if (on_line && ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (ImGui::IsItemClicked(ImGuiMouseButton_Left)) {
    wiping_ = on_line;
    held_ = result.pressed = result.hovered && !on_line;
  }
  const bool down = ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (wiping_ && down)
    wipe_ = std::clamp((mouse.x - result.min.x) / (result.max.x - result.min.x), 0.0f, 1.0f);
  result.dragging = held_ && down;
  result.released = held_ && !down;
  if (held_) result.drag = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
  if (!down) held_ = wiping_ = false;
  result.double_clicked = result.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
}

void ImageCanvas::paint(Frame& frame, const CanvasOptions& options, const CanvasResult& at,
                        const Place& place) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rectangle first{at.min, at.max};
  const bool second = static_cast<bool>(options.other.tile);
  const bool flicker =
      options.compare == Compare::kFlicker && second && static_cast<long>(frame.time * kFlickerHertz) % 2;
  if (options.compare == Compare::kWipe && second)
    draw_wipe(frame, list, options, first, at.min.x + wipe_ * (at.max.x - at.min.x));
  else if (options.compare == Compare::kDifference && second)
    paint_difference(frame.textures, list, options.picture.tile, options.other.tile, at.min, at.max);
  else
    draw_clipped(frame, list, flicker ? options.other : options.picture, first, place.origin,
                 {place.origin.x + place.area.x, place.origin.y + place.size.y});
  if (options.compare == Compare::kSide) {
    const float shift = place.area.x + place.between;
    draw_clipped(frame, list, options.other, {{at.min.x + shift, at.min.y}, {at.max.x + shift, at.max.y}},
                 {place.origin.x + shift, place.origin.y},
                 {place.origin.x + place.size.x, place.origin.y + place.size.y});
  }
  if (!options.show_overlays) return;
  for (const CanvasBox& box : options.boxes)
    paint_box(frame.textures, list, at.to_screen(box.x, box.y),
              at.to_screen(box.x + box.width, box.y + box.height), frame.theme.scale, box.color);
}

ImageCanvas::Place ImageCanvas::place_of(const Theme& theme, const CanvasOptions& options) const {
  Place place;
  const ImVec2 free = ImGui::GetContentRegionAvail();
  place.origin = ImGui::GetCursorScreenPos();
  place.size = {std::max(options.size.x > 0 ? options.size.x : free.x, 1.0f),
                std::max(options.size.y > 0 ? options.size.y : free.y, 1.0f)};
  place.between = theme.px(metric::kGroupGap);
  const bool side = options.compare == Compare::kSide;
  place.area = {side ? (place.size.x - place.between) / 2 : place.size.x, place.size.y};
  place.padding = {theme.px(options.padding.x), theme.px(options.padding.y)};
  place.width = options.picture.tile ? static_cast<float>(options.picture.tile.width) : kEmptySide;
  place.height = options.picture.tile ? static_cast<float>(options.picture.tile.height) : kEmptySide;
  place.scale = theme.scale;
  return place;
}

CanvasResult ImageCanvas::draw(Frame& frame, const char* id, const CanvasOptions& options) {
  const Place place = place_of(frame.theme, options);
  ImGui::InvisibleButton(id, place.size,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
  const bool over = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (over) {
    ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
    wheel(place);
  }
  const float zoom = zoom_at(place);
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Middle)) {
    pan_.x -= ImGui::GetIO().MouseDelta.x / zoom;
    pan_.y -= ImGui::GetIO().MouseDelta.y / zoom;
  }
  if (zoom_ == 0) pan_ = {};
  shown_zoom_ = std::max(1, static_cast<int>(std::round(zoom / place.scale)));

  CanvasResult result;
  const ImVec2 middle = place.middle();
  result.zoom = zoom;
  result.min = {std::round(middle.x - (place.width / 2 + pan_.x) * zoom),
                std::round(middle.y - (place.height / 2 + pan_.y) * zoom)};
  result.max = {result.min.x + place.width * zoom, result.min.y + place.height * zoom};
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  result.hovered = over && Rectangle{result.min, result.max}.contains(mouse);
  result.at = {(mouse.x - result.min.x) / zoom, (mouse.y - result.min.y) / zoom};
  if (result.hovered) {
    result.pixel_x = static_cast<int>(result.at.x);
    result.pixel_y = static_cast<int>(result.at.y);
    result.value = value_text(options.picture.pixels, result.pixel_x, result.pixel_y);
  }
  pointer(result, options.compare == Compare::kWipe && options.other.tile, place.scale);
  paint(frame, options, result, place);
  return result;
}

void fill_surround(const Theme& theme) {
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float top = ImGui::GetCursorScreenPos().y - theme.px(metric::kPanelPadding);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(window, {window.x + size.x, window.y + size.y});
  list->AddRectFilled({window.x, std::max(top, window.y)}, {window.x + size.x, window.y + size.y},
                      theme.surround);
  list->PopClipRect();
}

}  // namespace ui
