#include "tests/ui/drawn_shapes.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ui_test {
namespace {

constexpr float kGround = 0.6f;  // of a panel: what is larger and as wide as it is no thing on it

const ImGuiWindow* window_of(const ImDrawList* list) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->DrawList == list) return window;
  return nullptr;
}

bool is_toast(const ImGuiWindow* window) {
  return window && std::string_view(window->Name).starts_with("##toast");
}

/// Four corners, turning like a rectangle, in six indices from `i` on.
const ImDrawVert* quad(const ImDrawList& list, const ImDrawCmd& command, unsigned i) {
  const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset + i;
  const ImDrawVert* corner = list.VtxBuffer.Data + command.VtxOffset + index[0];
  if (index[3] != index[0] || index[4] != index[2] || index[5] != index[0] + 3) return nullptr;
  return corner[0].pos.x == corner[3].pos.x && corner[0].pos.y == corner[1].pos.y ? corner : nullptr;
}

std::vector<Shape> quads(bool letters) {
  std::vector<Shape> shapes;
  const ImTextureID font = ImGui::GetIO().Fonts->TexRef.GetTexID();
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    const ImGuiWindow* window = window_of(list);
    if (is_toast(window)) continue;
    for (const ImDrawCmd& command : list->CmdBuffer)
      for (unsigned i = 0; command.GetTexID() == font && i + 6 <= command.ElemCount; i += 3) {
        const ImDrawVert* corner = quad(*list, command, i);
        if (!corner) continue;
        const bool letter = corner[0].uv.x < corner[2].uv.x && corner[0].uv.y < corner[2].uv.y;
        const bool plain = corner[0].uv.x == corner[2].uv.x && corner[0].uv.y == corner[2].uv.y;
        if (letters ? letter : plain)
          shapes.push_back({{corner[0].pos, corner[2].pos}, ImRect(command.ClipRect), window});
      }
  }
  return shapes;
}

std::string place(const Shape& shape) {
  return std::string(shape.window->Name) + " at " + std::to_string(shape.rect.Min.x) + ", " +
         std::to_string(shape.rect.Min.y);
}

}  // namespace

std::vector<Shape> drawn_letters() {
  return quads(true);
}

std::vector<Shape> drawn_rectangles() {
  return quads(false);
}

std::vector<std::string> cut_sideways(const std::vector<Shape>& shapes) {
  std::vector<std::string> found;
  for (const Shape& shape : shapes) {
    if (!shape.window || shape.window->DockNodeAsHost || shape.window->ScrollMax.x > 0) continue;
    const ImRect &rect = shape.rect, &clip = shape.clip;
    const bool shown = rect.Max.y > clip.Min.y && rect.Min.y < clip.Max.y;
    const float third = rect.GetWidth() / 3;
    const bool right = rect.Min.x < clip.Max.x && rect.Max.x - third > clip.Max.x;
    const bool left = rect.Min.x + third < clip.Min.x && rect.Max.x > clip.Min.x;
    if (shown && (left || right)) found.push_back(place(shape));
  }
  return found;
}

std::vector<std::string> cut_below(const std::vector<Shape>& shapes) {
  std::vector<std::string> found;
  for (const Shape& shape : shapes) {
    if (!shape.window || shape.window->DockNodeAsHost || shape.window->ScrollMax.y > 0) continue;
    const ImRect &rect = shape.rect, &clip = shape.clip;
    const bool shown = rect.Max.x > clip.Min.x && rect.Min.x < clip.Max.x;
    const float third = rect.GetHeight() / 3;
    if (shown && rect.Min.y < clip.Max.y && rect.Max.y - third > clip.Max.y) found.push_back(place(shape));
  }
  return found;
}

float covered_share(const ImGuiWindow& panel, float scale) {
  const ImRect inner = panel.InnerRect;
  const float step = 16 * scale;
  const int lines = std::max(static_cast<int>(inner.GetHeight() / step), 1);

  struct Line {
    float first = 1e9f, last = -1e9f;
  };

  std::vector<Line> found(static_cast<std::size_t>(lines));
  const auto add = [&](ImRect rect, const ImRect& clip) {
    rect.ClipWithFull(clip);
    rect.ClipWithFull(inner);
    const bool ground = rect.GetWidth() >= inner.GetWidth() - 1 && rect.GetArea() > kGround * inner.GetArea();
    if (ground || rect.GetWidth() <= 0 || rect.GetHeight() <= 0) return;
    const int from = static_cast<int>((rect.Min.y - inner.Min.y) / step);
    const int to = static_cast<int>((rect.Max.y - inner.Min.y - 0.01f) / step);
    for (int line = std::max(from, 0); line <= std::min(to, lines - 1); ++line) {
      Line& one = found[static_cast<std::size_t>(line)];
      one = {std::min(one.first, rect.Min.x), std::max(one.last, rect.Max.x)};
    }
  };
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    const ImGuiWindow* window = window_of(list);
    if (!window || window->RootWindow != &panel) continue;
    for (const ImDrawCmd& command : list->CmdBuffer)
      for (unsigned i = 0; i + 3 <= command.ElemCount; i += 3) {
        ImRect box(1e9f, 1e9f, -1e9f, -1e9f);
        for (unsigned corner = 0; corner < 3; ++corner)
          box.Add(
              list
                  ->VtxBuffer[static_cast<int>(
                      command.VtxOffset + list->IdxBuffer[static_cast<int>(command.IdxOffset + i + corner)])]
                  .pos);
        add(box, ImRect(command.ClipRect));
      }
  }
  float covered = 0;
  for (const Line& line : found) covered += std::max(line.last - line.first, 0.0f);
  return covered / (static_cast<float>(lines) * std::max(inner.GetWidth(), 1.0f));
}

}  // namespace ui_test
