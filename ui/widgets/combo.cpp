#include "ui/widgets/combo.h"

#include <icons_font_awesome_6.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <random>

#include "core/base/format.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

float width_or_rest(const Theme& theme, float width) {
  return width > 0 ? theme.px(width) : -1.0f;
}

/// The arrow at the right that marks a list.
void draw_arrow(const Theme& theme, ImVec2 min, ImVec2 max) {
  min.x = max.x - theme.px(20);
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, theme.frame_hovered, 3 * theme.scale,
                                            ImDrawFlags_RoundRight);
  if (!theme.dark())
    ImGui::GetWindowDrawList()->AddRect(min, max, theme.line, 3 * theme.scale, theme.px(1),
                                        ImDrawFlags_RoundRight);
  draw_text_in(min, max, {0.5f, 0.5f}, theme.text, ICON_FA_CARET_DOWN);
}

/// "4,334" and "4334" alike; nothing else is a number.
std::optional<std::int64_t> parse_integer(std::string text) {
  std::erase_if(text, [](char c) { return c == ',' || c == ' '; });
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// The text of a field while it is edited; between edits the value's own text.
bool edited_text(const char* id, const std::string& shown, float width, std::string& entered) {
  entered = shown;
  ImGui::SetNextItemWidth(width);
  shown_as_typed(entered);
  ImGui::InputText(id, &entered, ImGuiInputTextFlags_AutoSelectAll);
  return ImGui::IsItemDeactivatedAfterEdit();
}

}  // namespace

bool combo(const Theme& theme, const char* id, std::span<const char* const> labels, int& chosen, float width,
           const char* tip, const char* placeholder) {
  const bool known = chosen >= 0 && chosen < static_cast<int>(labels.size());
  ImGui::SetNextItemWidth(width_or_rest(theme, width));
  const float room = ImGui::CalcItemWidth() - theme.px(20) - theme.px(metric::kGroupGap + metric::kGap);
  const std::string preview = elide_end(known ? labels[chosen] : placeholder, room);
  const bool open = ImGui::BeginCombo(id, preview.c_str(), ImGuiComboFlags_NoArrowButton);
  if (!open) draw_arrow(theme, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (!open) {
    tooltip(tip);
    return false;
  }
  bool changed = false;
  for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
    const IdScope scope(i);
    if (ImGui::Selectable(labels[i], i == chosen) && i != chosen) {
      chosen = i;
      changed = true;
    }
  }
  ImGui::EndCombo();
  return changed;
}

bool text_field(const Theme& theme, const char* id, std::string& text, float width, const char* placeholder) {
  ImGui::SetNextItemWidth(width_or_rest(theme, width));
  shown_as_typed(text);
  if (placeholder)
    ImGui::InputTextWithHint(id, placeholder, &text);
  else
    ImGui::InputText(id, &text);
  return ImGui::IsItemDeactivatedAfterEdit();
}

bool integer_field(const Theme& theme, const char* id, std::int64_t& value, std::int64_t min,
                   std::int64_t max, float width) {
  std::string entered;
  if (!edited_text(id, core::thousands(value), width_or_rest(theme, width), entered)) return false;
  const auto number = parse_integer(entered);
  if (!number) return false;
  const std::int64_t before = value;
  value = std::clamp(*number, min, max);
  return value != before;
}

bool seed_field(const Theme& theme, const char* id, std::uint64_t& seed, float width) {
  const IdScope scope(id);
  const GroupScope group;
  const std::uint64_t before = seed;
  std::string entered;
  if (edited_text("##seed", std::to_string(seed), width_or_rest(theme, width), entered)) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(entered.data(), entered.data() + entered.size(), number);
    if (error == std::errc() && end == entered.data() + entered.size()) seed = number;
  }
  ImGui::SameLine(0, theme.px(metric::kGap));
  if (icon_button(theme, "##dice", ICON_FA_DICE, tr("Another seed"))) seed = std::random_device{}() % 100000;
  return seed != before;
}

}  // namespace ui
