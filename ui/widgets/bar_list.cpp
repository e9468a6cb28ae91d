#include "ui/widgets/bar_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

double largest(std::span<const float> values) {
  double most = 1e-9;
  for (const float v : values)
    if (std::isfinite(v)) most = std::max(most, static_cast<double>(std::abs(v)));
  return most;
}

void draw_bars(const Theme& theme, std::span<const float> values, const BarListOptions& options, ImVec2 min,
               ImVec2 max, double range, int hovered) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = std::round((min.y + max.y) / 2), half = (max.y - min.y) / 2 - theme.px(2);
  const float step = (max.x - min.x) / static_cast<float>(values.size());
  const float width = std::max(step * 0.7f, 1.0f);
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    const double share = std::clamp(values[static_cast<std::size_t>(i)] / range, -1.0, 1.0);
    const float x = min.x + (static_cast<float>(i) + 0.5f) * step - width / 2;
    const float y = middle - static_cast<float>(share) * half;
    const bool accent = i < options.accent_below || i == options.marked || i == hovered;
    list->AddRectFilled({x, std::min(y, middle)}, {x + width, std::max(y, middle) + 1},
                        accent ? theme.accent : theme.text_dim);
  }
}

}  // namespace

BarListResult bar_list(const Theme& theme, const char* id, std::span<const float> values,
                       const BarListOptions& options) {
  BarListResult result;
  const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  ImGui::InvisibleButton(id, {width, theme.px(options.height)});
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, theme.plot);
  if (values.empty()) return result;
  const double range = options.range > 0 ? options.range : largest(values);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto place = static_cast<int>((mouse.x - min.x) / width * static_cast<float>(values.size()));
  const int under = std::clamp(place, 0, static_cast<int>(values.size()) - 1);
  if (ImGui::IsItemHovered()) result.hovered = under;
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID held = ImGui::GetItemID();
  if (ImGui::IsItemActivated()) storage->SetInt(held, under);
  if (options.editable && ImGui::IsItemActive()) {
    result.edited = std::min(storage->GetInt(held), static_cast<int>(values.size()) - 1);
    const double share = (min.y + max.y) / 2 - mouse.y;
    result.value = std::clamp(share / ((max.y - min.y) / 2) * range, -range, range);
  }
  result.finished = options.editable && ImGui::IsItemDeactivated();
  draw_bars(theme, values, options, min, max, range, result.edited >= 0 ? result.edited : result.hovered);
  return result;
}

void comparison_bars(const Theme& theme, std::span<const ComparisonBar> bars, double maximum,
                     float label_width) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float row = theme.px(22), bar = theme.px(16), label = theme.px(label_width);
  const float room = std::max(ImGui::GetContentRegionAvail().x - label - theme.px(8), 1.0f);
  const auto place = [&](double value) {
    return static_cast<float>(std::clamp(value / std::max(maximum, 1e-9), 0.0, 1.0)) * room;
  };
  const TextScope small(theme, TextSize::kSmall);
  for (const ComparisonBar& one : bars) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({label + room, row - ImGui::GetStyle().ItemSpacing.y});
    const float y = at.y + (row - ImGui::GetStyle().ItemSpacing.y - bar) / 2, x = at.x + label;
    draw_text_in({at.x, y}, {x - theme.px(8), y + bar}, {1, 0.5f}, theme.text_dim, one.label);
    list->AddRectFilled({x, y}, {x + place(one.value), y + bar}, one.color ? one.color : theme.grey);
    if (one.low && one.high)
      list->AddRectFilled({x + place(*one.low), y + bar / 2},
                          {x + place(*one.high), y + bar / 2 + theme.px(1)}, theme.text);
    if (ImGui::IsItemHovered()) tooltip(fmt::format("{:.2f}", one.value).c_str());
  }
}

}  // namespace ui
