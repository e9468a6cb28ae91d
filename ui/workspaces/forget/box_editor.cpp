#include "ui/workspaces/forget/box_editor.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui::forget {
namespace {

constexpr float kHandle = 8;

/// The boxes of the open sample, to be changed in place; null when there are none.
std::vector<core::Box>* boxes_of(Frame& frame) {
  core::ForgetDocument& document = frame.document.forget;
  const auto found = document.boxes.find(seed_of_sample(document, document.sample));
  return found == document.boxes.end() ? nullptr : &found->second;
}

core::Box* selected_box(Frame& frame, const ForgetState& state) {
  std::vector<core::Box>* boxes = boxes_of(frame);
  const bool known = boxes && state.selected >= 0 && state.selected < static_cast<int>(boxes->size());
  return known ? &(*boxes)[static_cast<std::size_t>(state.selected)] : nullptr;
}

ImGuiMouseCursor cursor_of(BoxPart part) {
  switch (part) {
    case BoxPart::kLeft:
    case BoxPart::kRight:
      return ImGuiMouseCursor_ResizeEW;
    case BoxPart::kTop:
    case BoxPart::kBottom:
      return ImGuiMouseCursor_ResizeNS;
    case BoxPart::kTopLeft:
    case BoxPart::kBottomRight:
      return ImGuiMouseCursor_ResizeNWSE;
    case BoxPart::kTopRight:
    case BoxPart::kBottomLeft:
      return ImGuiMouseCursor_ResizeNESW;
    case BoxPart::kInside:
      return ImGuiMouseCursor_ResizeAll;
    case BoxPart::kNone:
      return ImGuiMouseCursor_Arrow;
  }
  return ImGuiMouseCursor_Arrow;
}

/// Cells of the layer over the picture.
void draw_cells(const Frame& frame, const CanvasResult& canvas) {
  const core::ModelInfo& model = *frame.model();
  const int block = frame.document.forget.block;
  if (block < 1 || block > static_cast<int>(model.generator_blocks.size())) return;
  const core::BlockShape& shape = model.generator_blocks[static_cast<std::size_t>(block - 1)];
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 faint = IM_COL32(255, 255, 255, 46);
  const float line = std::max(1.0f, frame.theme.px(1));
  for (int i = 1; i < shape.width; ++i) {
    const float x = canvas.min.x + (canvas.max.x - canvas.min.x) * static_cast<float>(i) / shape.width;
    list->AddRectFilled({x, canvas.min.y}, {x + line, canvas.max.y}, faint);
  }
  for (int i = 1; i < shape.height; ++i) {
    const float y = canvas.min.y + (canvas.max.y - canvas.min.y) * static_cast<float>(i) / shape.height;
    list->AddRectFilled({canvas.min.x, y}, {canvas.max.x, y + line}, faint);
  }
}

void draw_handles(const Theme& theme, ImVec2 min, ImVec2 max) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float half = theme.px(kHandle) / 2;
  const float xs[] = {min.x, (min.x + max.x) / 2, max.x}, ys[] = {min.y, (min.y + max.y) / 2, max.y};
  for (int i = 0; i < 9; ++i) {
    if (i == 4) continue;
    const ImVec2 at{xs[i % 3], ys[i / 3]};
    list->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, theme.plate);
    const float inner = half - theme.px(1);
    list->AddRectFilled({at.x - inner, at.y - inner}, {at.x + inner, at.y + inner}, IM_COL32_WHITE);
  }
}

/// "window 16 × 26" above the box, or inside it where there is no room.
void draw_label(const Theme& theme, const core::Box& box, ImVec2 min, const CanvasResult& canvas) {
  const TextScope small(theme, TextSize::kAxis, Weight::kMedium);
  const std::string text = fmt::format("{} {:.0f} × {:.0f}", verbatim(box.label), box.width, box.height);
  const ImVec2 size{text_width(text) + theme.px(8), theme.px(16)};
  const float top = min.y - size.y < canvas.min.y ? min.y : min.y - size.y;
  const float left = std::max(std::min(min.x, canvas.max.x - size.x), canvas.min.x);
  ImGui::GetWindowDrawList()->AddRectFilled({left, top}, {left + size.x, top + size.y}, theme.accent);
  draw_text_in({left, top}, {left + size.x, top + size.y}, {0.5f, 0.5f}, theme.text_on_accent, text);
}

}  // namespace

void BoxEditor::press(Frame& frame, ForgetState& state, const CanvasResult& canvas) {
  from_ = canvas.at;
  part_ = BoxPart::kNone;
  drawn_.reset();
  const float reach = frame.theme.px(kHandle) / canvas.zoom;
  if (core::Box* held = selected_box(frame, state)) {
    part_ = part_at(*held, from_.x, from_.y, reach);
    if (part_ == BoxPart::kInside && state.mode == BoxMode::kDraw) part_ = BoxPart::kNone;
  }
  if (part_ == BoxPart::kNone && state.mode == BoxMode::kMove) {
    const std::vector<core::Box>* boxes = boxes_of(frame);
    state.selected = boxes ? box_at(*boxes, from_.x, from_.y) : -1;
    if (state.selected >= 0) part_ = BoxPart::kInside;
  }
  if (const core::Box* held = selected_box(frame, state); held && part_ != BoxPart::kNone) start_ = *held;
}

void BoxEditor::release(Frame& frame, ForgetState& state) {
  core::Box* held = selected_box(frame, state);
  if (drawn_ && is_large_enough(*drawn_)) {
    add_box(frame, state, *drawn_);
  } else if (part_ == BoxPart::kNone && state.mode == BoxMode::kDraw) {
    // A click that drew nothing selects what lies under it.
    const std::vector<core::Box>* boxes = boxes_of(frame);
    state.selected = boxes ? box_at(*boxes, from_.x, from_.y) : -1;
  } else if (held && part_ != BoxPart::kNone && !is_large_enough(*held)) {
    remove_box(frame, state);
  } else if (held && part_ != BoxPart::kNone && !(*held == start_)) {
    frame.out.remember(part_ == BoxPart::kInside ? tr("Move box") : tr("Resize box"));
  }
  drawn_.reset();
  part_ = BoxPart::kNone;
}

void BoxEditor::gesture(Frame& frame, ForgetState& state, const CanvasResult& canvas) {
  const int size = frame.model()->size;
  if (canvas.pressed) press(frame, state, canvas);
  if (canvas.dragging) {
    const float dx = canvas.drag.x / canvas.zoom, dy = canvas.drag.y / canvas.zoom;
    core::Box* held = selected_box(frame, state);
    if (part_ != BoxPart::kNone && held)
      *held = box_moved(start_, part_, dx, dy, size);
    else if (state.mode == BoxMode::kDraw)
      drawn_ = box_between(from_.x, from_.y, from_.x + dx, from_.y + dy, size, frame.document.forget.label);
  }
  if (canvas.released) release(frame, state);
  if (!canvas.hovered || canvas.dragging) return;
  const core::Box* held = selected_box(frame, state);
  const BoxPart under =
      held ? part_at(*held, canvas.at.x, canvas.at.y, frame.theme.px(kHandle) / canvas.zoom) : BoxPart::kNone;
  if (under != BoxPart::kNone && (under != BoxPart::kInside || state.mode == BoxMode::kMove))
    ImGui::SetMouseCursor(cursor_of(under));
}

void BoxEditor::boxes(const Frame& frame, const ForgetState& state, const CanvasResult& canvas) const {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto outline = [&](const core::Box& box, bool chosen) {
    const ImVec2 min = canvas.to_screen(box.x, box.y);
    const ImVec2 max = canvas.to_screen(box.x + box.width, box.y + box.height);
    paint_box(frame.textures, list, min, max, theme.scale, chosen ? theme.accent : IM_COL32_WHITE);
    if (!chosen) return;
    draw_handles(theme, min, max);
    draw_label(theme, box, min, canvas);
  };
  if (const std::vector<core::Box>* list_of = open_boxes(frame.document.forget))
    for (int i = 0; i < static_cast<int>(list_of->size()); ++i)
      outline((*list_of)[static_cast<std::size_t>(i)], i == state.selected && !drawn_);
  if (drawn_) outline(*drawn_, true);
}

void BoxEditor::draw(Frame& frame, ForgetState& state, float side) {
  const core::ForgetDocument& document = frame.document.forget;
  CanvasOptions options;
  options.picture.tile = frame.textures.tile(core::Surface::kForgetSamples, document.sample);
  options.size = {side, side};
  options.padding = {0, 0};
  canvas_.fit();
  const CanvasResult canvas = canvas_.draw(frame, "##sample", options);
  if (!options.picture.tile) return;
  gesture(frame, state, canvas);
  if (!frame.view.show_overlays) return;
  draw_cells(frame, canvas);
  boxes(frame, state, canvas);
}

}  // namespace ui::forget
