#include "ui/gl/frame_damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace ui {
namespace {

constexpr int kSquare = 32;             // pixels
constexpr std::size_t kMostAreas = 16;  // more are not worth their draw calls

std::uint64_t mixed(std::uint64_t sum, std::uint64_t value) {
  sum = (sum ^ value) * 0x9e3779b97f4a7c15u;
  return sum ^ (sum >> 32);
}

template <class Value>
std::uint64_t bits(const Value& value) {
  static_assert(sizeof value <= sizeof(std::uint64_t));
  std::uint64_t out = 0;
  std::memcpy(&out, &value, sizeof value);
  return out;
}

std::uint64_t mixed(std::uint64_t sum, const ImDrawVert& vertex) {
  return mixed(mixed(mixed(sum, bits(vertex.pos)), bits(vertex.uv)), vertex.col);
}

std::uint64_t mixed(std::uint64_t sum, const void* data, std::size_t size) {
  for (const auto* byte = static_cast<const unsigned char*>(data); size > 0; --size)
    sum = mixed(sum, *byte++);
  return sum;
}

/// ImGui gives a texture of its own another number whenever what is in it moves; so the number tells such a
/// change.
std::uint64_t texture_of(const ImDrawCmd& command) {
  if (const ImTextureData* own = command.TexRef._TexData)
    return mixed(1, static_cast<std::uint64_t>(own->UniqueID));
  return mixed(2, command.TexRef._TexID);
}

PixelArea frame_of(const ImDrawData& data) {
  return {0, 0, static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
          static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y)};
}

/// Rounds a clip rectangle as imgui_impl_opengl3 does for glScissor, whose origin is the lower left.
PixelArea scissor(const ImVec4& clip, const ImDrawData& data) {
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  const float x0 = (clip.x - origin.x) * scale.x, y0 = (clip.y - origin.y) * scale.y;
  const float x1 = (clip.z - origin.x) * scale.x, y1 = (clip.w - origin.y) * scale.y;
  if (x1 <= x0 || y1 <= y0) return {};
  const int height = frame_of(data).y1;
  PixelArea area;
  area.x0 = static_cast<int>(x0);
  area.x1 = area.x0 + static_cast<int>(x1 - x0);
  area.y1 = height - static_cast<int>(static_cast<float>(height) - y1);
  area.y0 = area.y1 - static_cast<int>(y1 - y0);
  return area;
}

ImVec4 clip_rectangle(const PixelArea& area, const ImDrawData& data) {
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  return {static_cast<float>(area.x0) / scale.x + origin.x, static_cast<float>(area.y0) / scale.y + origin.y,
          static_cast<float>(area.x1) / scale.x + origin.x, static_cast<float>(area.y1) / scale.y + origin.y};
}

/// Joins areas until none meets another.
std::vector<PixelArea> apart(std::vector<PixelArea> areas) {
  for (std::size_t i = 0; i < areas.size();) {
    const auto other = std::find_if(areas.begin() + static_cast<std::ptrdiff_t>(i) + 1, areas.end(),
                                    [&](const PixelArea& area) { return area.meets(areas[i]); });
    if (other == areas.end()) {
      ++i;
      continue;
    }
    areas[i] = around(areas[i], *other);
    areas.erase(other);
    i = 0;
  }
  return areas;
}

}  // namespace

std::vector<PixelArea> FrameDamage::next(const ImDrawData& data, ImU32 background) {
  const PixelArea frame = frame_of(data);
  const bool known = !sums_.empty() && frame.x1 == width_ && frame.y1 == height_ && background == background_;
  width_ = frame.x1;
  height_ = frame.y1;
  background_ = background;
  columns_ = (width_ + kSquare - 1) / kSquare;
  rows_ = (height_ + kSquare - 1) / kSquare;
  const std::vector<std::uint64_t> before = std::exchange(
      sums_,
      std::vector<std::uint64_t>(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)));
  for (const ImDrawList* list : data.CmdLists) add(*list, data);
  if (!known) return {frame};
  return changed_areas(before);
}

void FrameDamage::add(const ImDrawList& list, const ImDrawData& data) {
  std::uint64_t callback = 0;  // the state that the last one left
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback) {
      callback = mixed(mixed(0, bits(command.UserCallback)), command.UserCallbackData,
                       static_cast<std::size_t>(std::max(command.UserCallbackDataSize, 0)));
      continue;
    }
    const PixelArea clip = common(scissor(command.ClipRect, data), {0, 0, width_, height_});
    if (clip.empty()) continue;
    const std::uint64_t state =
        mixed(mixed(mixed(callback, texture_of(command)), bits(std::pair(clip.x0, clip.y0))),
              bits(std::pair(clip.x1, clip.y1)));
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const ImDrawVert* corners[3] = {vertices + indices[i], vertices + indices[i + 1],
                                      vertices + indices[i + 2]};
      add_triangle(corners, clip, state, data);
    }
  }
}

void FrameDamage::add_triangle(const ImDrawVert* corners[3], const PixelArea& clip, std::uint64_t state,
                               const ImDrawData& data) {
  const ImVec2 a = corners[0]->pos, b = corners[1]->pos, c = corners[2]->pos;
  const ImVec2 origin = data.DisplayPos, scale = data.FramebufferScale;
  const PixelArea bounds{static_cast<int>(std::floor((std::min({a.x, b.x, c.x}) - origin.x) * scale.x)),
                         static_cast<int>(std::floor((std::min({a.y, b.y, c.y}) - origin.y) * scale.y)),
                         static_cast<int>(std::ceil((std::max({a.x, b.x, c.x}) - origin.x) * scale.x)),
                         static_cast<int>(std::ceil((std::max({a.y, b.y, c.y}) - origin.y) * scale.y))};
  const PixelArea touched = common(bounds, clip);
  if (touched.empty()) return;
  std::uint64_t sum = state;
  for (int i = 0; i < 3; ++i) sum = mixed(sum, *corners[i]);
  for (int row = touched.y0 / kSquare; row <= (touched.y1 - 1) / kSquare; ++row) {
    std::uint64_t* squares = sums_.data() + static_cast<std::ptrdiff_t>(row) * columns_;
    for (int column = touched.x0 / kSquare; column <= (touched.x1 - 1) / kSquare; ++column)
      squares[column] = mixed(squares[column], sum);
  }
}

std::vector<PixelArea> FrameDamage::changed_areas(const std::vector<std::uint64_t>& before) const {
  std::vector<PixelArea> areas;
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const auto index = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                         static_cast<std::size_t>(column);
      if (sums_[index] == before[index]) continue;
      const PixelArea square{column * kSquare, row * kSquare, (column + 1) * kSquare, (row + 1) * kSquare};
      // Squares of a row that lie side by side become one area at once, as there may be hundreds.
      PixelArea* left = areas.empty() ? nullptr : &areas.back();
      if (left && left->y0 == square.y0 && left->x1 == square.x0)
        left->x1 = square.x1;
      else
        areas.push_back(square);
    }
  }
  // Rows that lie on one another are joined as if they met.
  for (PixelArea& area : areas) ++area.y1;
  areas = apart(std::move(areas));
  if (areas.size() > kMostAreas) {
    PixelArea all = areas.front();
    for (const PixelArea& area : areas) all = around(all, area);
    areas = {all};
  }
  for (PixelArea& area : areas)
    area = common({area.x0, area.y0, area.x1, area.y1 - 1}, {0, 0, width_, height_});
  return areas;
}

void clip_to(ImDrawData& data, std::span<const PixelArea> areas) {
  ImVector<ImDrawCmd> kept;
  for (ImDrawList* list : data.CmdLists) {
    kept.resize(0);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback) {
        kept.push_back(command);
        continue;
      }
      const PixelArea clip = scissor(command.ClipRect, data);
      for (const PixelArea& area : areas) {
        const PixelArea inside = common(clip, area);
        if (inside.empty()) continue;
        kept.push_back(command);
        kept.back().ClipRect = clip_rectangle(inside, data);
      }
    }
    list->CmdBuffer.swap(kept);
  }
}

}  // namespace ui
