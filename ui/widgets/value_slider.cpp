#include "ui/widgets/value_slider.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kFine = 0.1f, kCoarse = 4.0f;

std::string value_text(double value, const SliderOptions& options) {
  std::string number;
  if (options.decimals == 0 && !options.from_centre)
    number = core::thousands(std::llround(value));
  else
    number = core::signed_number(value, options.decimals);
  if (options.from_centre && value > 0 && number[0] != '+') number.insert(number.begin(), '+');
  return *options.unit ? number + "\u2009" + options.unit : number;
}

double rounded(double value, const SliderOptions& options, const core::Range<double>& range) {
  const double unit = std::pow(10.0, -options.decimals);
  return std::clamp(std::round(value / unit) * unit, range.low, range.high);
}

core::Range<double> track_range(const SliderOptions& options) {
  return {options.min, options.max};
}

core::Range<double> field_range(const SliderOptions& options) {
  return options.typed.value_or(track_range(options));
}

void draw_track(const Theme& theme, ImVec2 min, ImVec2 max, double value, const SliderOptions& options) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = 3 * theme.scale, grab = theme.px(4);
  if (options.disabled) {
    list->AddRect(min, max, theme.line, rounding, theme.px(1));
    return;
  }
  list->AddRectFilled(min, max, ImGui::IsItemHovered() ? theme.frame_hovered : theme.frame, rounding);
  const auto place = [&](double at) {
    const double share = (at - options.min) / (options.max - options.min);
    return min.x + grab / 2 + static_cast<float>(std::clamp(share, 0.0, 1.0)) * (max.x - min.x - grab);
  };
  const float x = std::round(place(value));
  const float from = options.from_centre ? std::round(place(0)) : min.x;
  list->AddRectFilled({std::min(from, x), min.y}, {std::max(from, x), max.y}, theme.accent_fill,
                      options.from_centre ? 0 : rounding, ImDrawFlags_RoundLeft);
  if (options.from_centre) list->AddRectFilled({from, min.y}, {from + theme.px(1), max.y}, theme.text_dim);
  if (!theme.dark()) list->AddRect(min, max, theme.line, rounding, theme.px(1));
  list->AddRectFilled({x - grab / 2, min.y}, {x + grab / 2, max.y}, theme.accent);
}

/// Dragging the track: relative to where it was grabbed, slower with Shift, faster with Ctrl. A click jumps
/// there.
bool drag_track(double& value, const SliderOptions& options, float width) {
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    value = options.initial;
    return true;
  }
  if (!ImGui::IsItemActive()) return false;
  const ImGuiIO& io = ImGui::GetIO();
  const double range = options.max - options.min;
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID id = ImGui::GetItemID();
  if (ImGui::IsItemActivated()) {
    if (!io.KeyShift && !io.KeyCtrl)
      value =
          options.min + range * std::clamp((io.MousePos.x - ImGui::GetItemRectMin().x) / width, 0.0f, 1.0f);
    storage->SetFloat(id, static_cast<float>(value));
  } else if (io.MouseDelta.x != 0) {
    const double factor = io.KeyShift ? kFine : io.KeyCtrl ? kCoarse : 1.0;
    const double exact = storage->GetFloat(id) + io.MouseDelta.x / width * range * factor;
    storage->SetFloat(id, static_cast<float>(std::clamp(exact, options.min, options.max)));
    value = exact;
  }
  return true;
}

bool value_field(const Theme& theme, double& value, const SliderOptions& options) {
  const double before = value;
  ImGui::SetNextItemWidth(theme.px(options.field_width));
  const double speed = (options.max - options.min) / 400 * (ImGui::GetIO().KeyShift ? kFine : 1.0f);
  const core::Range<double> range = field_range(options);
  ImGui::DragScalar("##value", ImGuiDataType_Double, &value, static_cast<float>(speed), &range.low,
                    &range.high, " ");
  if (!ImGui::TempInputIsActive(ImGui::GetItemID())) {
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    const float pad = theme.px(6);
    draw_text_in({min.x + pad, min.y}, {max.x - pad, max.y}, {1, 0.5f},
                 options.disabled ? theme.text_disabled : theme.text, value_text(value, options));
  }
  return value != before;
}

void context_menu(double value, const SliderOptions& options) {
  const ContextMenuScope menu("##menu");
  if (!menu) return;
  if (ImGui::MenuItem(tr("Copy value"))) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", options.decimals, value);
    ImGui::SetClipboardText(text);
  }
  if (!options.command.empty() && ImGui::MenuItem(tr("Copy as command")))
    ImGui::SetClipboardText(options.command.c_str());
}

}  // namespace

SliderResult value_slider(const Theme& theme, const char* id, double& value, const SliderOptions& options,
                          float width) {
  const IdScope scope(id);
  const GroupScope group;
  const StyleScope opaque(ImGuiStyleVar_DisabledAlpha, 1.0f);
  const DisabledScope disabled(options.disabled != nullptr);
  const double before = value;
  const float field = options.field_width > 0 ? theme.px(options.field_width) + theme.px(metric::kGap) : 0;
  const float whole = width > 0 ? theme.px(width) : ImGui::GetContentRegionAvail().x;
  const float track = std::max(whole - field, theme.px(24));

  ImGui::InvisibleButton("##track", {track, theme.px(metric::kFrame)}, ImGuiButtonFlags_EnableNav);
  bool moved = drag_track(value, options, track);
  if (moved) value = rounded(value, options, track_range(options));
  bool ended = ImGui::IsItemDeactivated();
  bool begun = ImGui::IsItemActivated();
  tooltip(options.disabled ? options.disabled : options.tooltip);
  context_menu(value, options);
  draw_track(theme, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), value, options);
  if (field > 0) {
    ImGui::SameLine(0, theme.px(metric::kGap));
    if (value_field(theme, value, options)) value = rounded(value, options, field_range(options));
    ended = ended || ImGui::IsItemDeactivated();
    begun = begun || ImGui::IsItemActivated();
  }
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID start = ImGui::GetID("##start");
  if (begun) storage->SetFloat(start, static_cast<float>(before));
  SliderResult result;
  result.changed = value != before;
  result.finished =
      ended && static_cast<float>(value) != storage->GetFloat(start, static_cast<float>(before));
  return result;
}

}  // namespace ui
