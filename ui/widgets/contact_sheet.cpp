#include "ui/widgets/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "ui/frame/keyboard.h"
#include "ui/gl/image_paint.h"
#include "ui/look/scope.h"
#include "ui/widgets/drag_exemplar.h"
#include "ui/widgets/text.h"
#include "ui/widgets/thumbnail.h"

namespace ui {
namespace {

/// The tiles of one sheet as they lie this frame.
struct Grid {
  ImVec2 origin;  // of the first tile, screen pixels
  float tile, step;
  int columns, count;

  ImVec2 min(int index) const {
    return {origin.x + static_cast<float>(index % columns) * step,
            origin.y + static_cast<float>(index / columns) * step};
  }

  int rows() const { return (count + columns - 1) / columns; }

  int at(ImVec2 p) const {
    const int column = static_cast<int>(std::floor((p.x - origin.x) / step));
    const int row = static_cast<int>(std::floor((p.y - origin.y) / step));
    const int index = row * columns + column;
    const bool inside = p.x >= origin.x && p.y >= origin.y && column < columns && index < count;
    const bool gap = inside && (p.x - min(index).x >= tile || p.y - min(index).y >= tile);
    return inside && !gap ? index : -1;
  }
};

void select(ContactSheetState& state, int index) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyShift && state.anchor >= 0) {
    state.selected.clear();
    for (int i = std::min(state.anchor, index); i <= std::max(state.anchor, index); ++i)
      state.selected.insert(i);
  } else if (io.KeyCtrl) {
    if (!state.selected.erase(index)) state.selected.insert(index);
    state.anchor = index;
  } else {
    state.selected = {index};
    state.anchor = index;
  }
  state.cursor = index;
}

/// Arrow keys while the sheet's window has the focus; true when Enter was pressed.
bool keyboard(ContactSheetState& state, const Grid& grid) {
  if (!ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput || grid.count == 0) return false;
  int to = state.cursor;
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) to += 1;
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) to -= 1;
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) to += grid.columns;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) to -= grid.columns;
  if (to != state.cursor) {
    select(state, std::clamp(to, 0, grid.count - 1));
    const float top = grid.min(state.cursor).y - ImGui::GetWindowPos().y;
    if (top < 0) ImGui::SetScrollY(ImGui::GetScrollY() + top);
    if (top + grid.step > ImGui::GetWindowHeight())
      ImGui::SetScrollY(ImGui::GetScrollY() + top + grid.step - ImGui::GetWindowHeight());
  }
  return state.cursor >= 0 && pressed_anywhere(ImGuiKey_Enter);
}

void carry(Frame& frame, const ContactSheetOptions& options, const ContactSheetState& state, int held) {
  if (held < 0 || !ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ExemplarPayload payload;
  payload.surface = options.surface;
  const std::set<int> taken = state.selected.contains(held) ? state.selected : std::set<int>{held};
  for (const int index : taken) {
    if (payload.count == static_cast<int>(payload.items.size())) break;
    const SheetTile tile = options.describe ? options.describe(index) : SheetTile{};
    payload.items[static_cast<std::size_t>(payload.count++)] = {index, tile.seed.value_or(0),
                                                                tile.seed.has_value()};
  }
  ImGui::SetDragDropPayload(kExemplarPayload, &payload, sizeof payload);
  const float side = frame.theme.px(48);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  draw_picture(frame, ImGui::GetWindowDrawList(), frame.textures.tile(options.surface, held), at,
               {at.x + side, at.y + side});
  if (payload.count > 1)
    draw_badge(frame.theme, ImGui::GetWindowDrawList(), at, std::to_string(payload.count).c_str(),
               frame.theme.accent);
  ImGui::EndDragDropSource();
}

void draw_pictures(Frame& frame, const ContactSheetOptions& options, const Grid& grid, int first, int end) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = first; i < end; ++i) {
    const ImVec2 min = grid.min(i);
    if (!frame.textures.tile(options.surface, i))
      list->AddRectFilled(min, {min.x + grid.tile, min.y + grid.tile}, frame.theme.frame);
  }
  ImagePaint paint(frame.textures, list);
  for (int i = first; i < end; ++i) {
    const ImVec2 min = grid.min(i);
    paint.image(frame.textures.tile(options.surface, i), min, {min.x + grid.tile, min.y + grid.tile});
  }
}

void draw_marks(Frame& frame, const ContactSheetOptions& options, const ContactSheetState& state,
                const Grid& grid, int index, bool hovered) {
  const Theme& theme = frame.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min = grid.min(index), max{min.x + grid.tile, min.y + grid.tile};
  const SheetTile tile = options.describe ? options.describe(index) : SheetTile{};
  if (options.overlay) options.overlay(index, min, max);
  const float line = theme.px(2);
  const bool marked = tile.color || state.selected.contains(index);
  if (marked)
    list->AddRect({min.x + line / 2, min.y + line / 2}, {max.x - line / 2, max.y - line / 2},
                  tile.color ? tile.color : theme.accent, 0, line);
  if (hovered) list->AddRect(min, max, theme.text, 0, theme.px(1));
  if (!tile.badge.empty())
    draw_badge(theme, list, min, tile.badge.c_str(), tile.color ? tile.color : theme.accent);
  if (hovered) tooltip(tile.tooltip.c_str());
}

}  // namespace

ContactSheetResult contact_sheet(Frame& frame, const char* id, const ContactSheetOptions& options,
                                 ContactSheetState& state) {
  ContactSheetResult result;
  const Theme& theme = frame.theme;
  const float height = options.height > 0 ? theme.px(options.height) : 0, gap = theme.px(metric::kGap);
  const ImVec2 free = ImGui::GetContentRegionAvail();
  Grid grid;
  grid.tile = theme.px(options.tile);
  grid.step = grid.tile + gap;
  grid.count = std::max(options.count, 0);
  const auto fill = [&](float width) {
    grid.columns = std::max(1, static_cast<int>((width + gap) / grid.step));
    return static_cast<float>(grid.rows()) * grid.step - gap;
  };
  float whole = fill(free.x), width = free.x;
  const bool scrolls = whole > (height > 0 ? height : free.y);
  if (scrolls) {  // the bar goes as far into the panel's edge as it is drawn, so as not to cost a column
    width = free.x + ImGui::GetStyle().WindowPadding.x;
    whole = fill(width - ImGui::GetStyle().ScrollbarSize);
  }
  const StyleScope tight(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const ChildScope child(id, {width, height}, ImGuiChildFlags_NavFlattened,
                         scrolls ? ImGuiWindowFlags_AlwaysVerticalScrollbar : ImGuiWindowFlags_NoScrollbar);
  if (!child) return result;
  grid.origin = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("##tiles",
                         {std::max(ImGui::GetContentRegionAvail().x, 1.0f), std::max(whole, 1.0f)});
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool over = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  const int under = over ? grid.at(mouse) : -1;
  const int held = grid.at(ImGui::GetIO().MouseClickedPos[ImGuiMouseButton_Left]);
  carry(frame, options, state, ImGui::IsItemActive() ? held : -1);
  if (under >= 0) result.hovered = under;
  if (ImGui::IsItemDeactivated() && under >= 0 && under == held && !ImGui::GetDragDropPayload()) {
    select(state, under);
    result.clicked = under;
  }
  if (under >= 0 && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) result.double_clicked = under;
  if (keyboard(state, grid)) result.entered = state.cursor;

  const float top = ImGui::GetWindowPos().y - grid.origin.y;
  const int rows = grid.rows();
  const int first_row = std::clamp(static_cast<int>(top / grid.step), 0, rows);
  const int end_row =
      std::clamp(static_cast<int>((top + ImGui::GetWindowHeight()) / grid.step) + 1, first_row, rows);
  result.first_visible = first_row * grid.columns;
  result.end_visible = std::min(end_row * grid.columns, grid.count);
  draw_pictures(frame, options, grid, result.first_visible, result.end_visible);
  for (int i = result.first_visible; i < result.end_visible; ++i)
    draw_marks(frame, options, state, grid, i, i == under);
  return result;
}

}  // namespace ui
