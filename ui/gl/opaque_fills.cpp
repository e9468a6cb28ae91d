#include "ui/gl/opaque_fills.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ui {
namespace {

constexpr float kSmallest = 64 * 64;  // square pixels; a clear has a price of its own
constexpr unsigned kRectangleIndices = 6;

struct Area {
  float x0, y0, x1, y1;

  bool meets(const Area& other) const {
    return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
  }

  float size() const { return std::max(x1 - x0, 0.0f) * std::max(y1 - y0, 0.0f); }
};

Area clipped(const Area& area, const ImVec4& clip) {
  return {std::max(area.x0, clip.x), std::max(area.y0, clip.y), std::min(area.x1, clip.z),
          std::min(area.y1, clip.w)};
}

Area bounds(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  return {std::min({a.pos.x, b.pos.x, c.pos.x}), std::min({a.pos.y, b.pos.y, c.pos.y}),
          std::max({a.pos.x, b.pos.x, c.pos.x}), std::max({a.pos.y, b.pos.y, c.pos.y})};
}

/// What ImDrawList::PrimRect writes: corners from the top left clockwise in one colour and without a picture.
std::optional<Area> plain_rectangle(const ImDrawIdx* index, const ImDrawVert* vertices, ImVec2 white) {
  const unsigned first = index[0];
  constexpr unsigned kOrder[kRectangleIndices] = {0, 1, 2, 0, 2, 3};
  for (unsigned i = 0; i < kRectangleIndices; ++i)
    if (index[i] != first + kOrder[i]) return std::nullopt;
  const ImDrawVert* v = vertices + first;
  for (unsigned i = 0; i < 4; ++i)
    if (v[i].col != v[0].col || v[i].uv.x != white.x || v[i].uv.y != white.y) return std::nullopt;
  if (v[0].col >> IM_COL32_A_SHIFT != 0xff) return std::nullopt;
  if (v[1].pos.y != v[0].pos.y || v[1].pos.x != v[2].pos.x || v[3].pos.x != v[0].pos.x ||
      v[3].pos.y != v[2].pos.y)
    return std::nullopt;
  return bounds(v[0], v[2], v[2]);
}

/// Nothing where an edge runs through pixels.
std::optional<OpaqueFill> in_pixels(const Area& area, const ImDrawData& data, ImU32 color) {
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  const float edges[4] = {(area.x0 - origin.x) * scale.x, (area.y0 - origin.y) * scale.y,
                          (area.x1 - origin.x) * scale.x, (area.y1 - origin.y) * scale.y};
  if (std::ranges::any_of(edges, [](float edge) { return edge != std::floor(edge); })) return std::nullopt;
  return OpaqueFill{{static_cast<int>(edges[0]), static_cast<int>(edges[1]), static_cast<int>(edges[2]),
                     static_cast<int>(edges[3])},
                    color};
}

class Fills {
 public:
  explicit Fills(const ImDrawData& data)
      : data_(data),
        screen_{data.DisplayPos.x, data.DisplayPos.y, data.DisplayPos.x + data.DisplaySize.x,
                data.DisplayPos.y + data.DisplaySize.y} {}

  void take_from(ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      const ImVec4 clip = command.ClipRect;
      if (command.UserCallback)
        drawn_.push_back(clipped(screen_, clip));
      else
        take_from(list, command);
    }
  }

  std::vector<OpaqueFill> fills;

 private:
  void take_from(ImDrawList& list, const ImDrawCmd& command) {
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    for (unsigned i = 0; i + 2 < command.ElemCount;) {
      ImDrawIdx* index = indices + i;
      if (i + kRectangleIndices <= command.ElemCount) {
        const std::optional<Area> found = plain_rectangle(index, vertices, white);
        if (found && take(clipped(*found, command.ClipRect), vertices[index[0]].col)) {
          std::fill(index, index + kRectangleIndices, index[0]);  // triangles without an inside
          i += kRectangleIndices;
          continue;
        }
      }
      drawn_.push_back(
          clipped(bounds(vertices[index[0]], vertices[index[1]], vertices[index[2]]), command.ClipRect));
      i += 3;
    }
  }

  bool take(const Area& area, ImU32 color) {
    if (area.size() < kSmallest) return false;
    if (std::any_of(drawn_.begin(), drawn_.end(), [&](const Area& below) { return below.meets(area); }))
      return false;
    const auto fill =
        in_pixels(clipped(area, {screen_.x0, screen_.y0, screen_.x1, screen_.y1}), data_, color);
    if (fill) fills.push_back(*fill);
    return fill.has_value();
  }

  const ImDrawData& data_;
  Area screen_;
  std::vector<Area> drawn_;  // what lies below the next primitive
};

}  // namespace

std::vector<OpaqueFill> take_opaque_fills(ImDrawData& data) {
  Fills found(data);
  for (ImDrawList* list : data.CmdLists) found.take_from(*list);
  return std::move(found.fills);
}

}  // namespace ui
