#include "ui/widgets/empty_state.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "ui/look/scope.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kKeyCap = 18, kInner = 16;

/// Wraps dim or plain text inside the box, every line centred; returns the height used. Without `draw` it
/// only measures.
float centred_lines(const char* text, float left, float width, float y, ImU32 color, bool draw) {
  const float line = ImGui::GetFontSize() + ImGui::GetStyle().ItemSpacing.y;
  ImFont* font = ImGui::GetFont();
  const char* end = text + std::char_traits<char>::length(text);
  float used = 0;
  while (text < end) {
    const char* stop = font->CalcWordWrapPosition(ImGui::GetFontSize(), text, end, width);
    if (stop == text) ++stop;
    const std::string_view part(text, static_cast<std::size_t>(stop - text));
    if (draw) draw_text({std::round(left + (width - text_width(part)) / 2), y + used}, color, part);
    used += line;
    text = stop;
    while (text < end && *text == ' ') ++text;
  }
  return used;
}

}  // namespace

bool empty_state(const Theme& theme, const char* icon, const char* what, const char* how,
                 const char* button_label, float height) {
  const IdScope scope(what);
  const ImVec2 at = ImGui::GetCursorScreenPos(), free = ImGui::GetContentRegionAvail();
  const float width = std::max(free.x, 1.0f);
  const float inner = width - 2 * theme.px(kInner), left = at.x + theme.px(kInner);
  const std::string first = icon ? std::string(icon) + "  " + what : std::string(what);
  const float first_height = centred_lines(first.c_str(), left, inner, 0, 0, false);
  const float text_height = first_height + centred_lines(how, left, inner, 0, 0, false);
  const float button_height = button_label ? theme.px(metric::kFrame + metric::kGroupGap) : 0;
  const float wanted = height > 0 ? theme.px(height) : free.y;
  const ImVec2 size{width, std::max(wanted, text_height + button_height + theme.px(kInner))};
  ImGui::GetWindowDrawList()->AddRect(at, {at.x + size.x, at.y + size.y}, theme.line, 0, theme.px(1));
  float y = std::round(at.y + std::max((size.y - text_height - button_height) / 2, theme.px(8)));
  centred_lines(first.c_str(), left, inner, y, theme.text, true);
  centred_lines(how, left, inner, y + first_height, theme.text_dim, true);
  bool pressed = false;
  if (button_label) {
    y += text_height + theme.px(metric::kGroupGap);
    ImGui::SetCursorScreenPos({std::round(at.x + (size.x - button_width(theme, button_label)) / 2), y});
    pressed = button(theme, button_label);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  return pressed;
}

void hint(const Theme& theme, const char* reason) {
  ImGui::AlignTextToFramePadding();
  text_colored(theme.text_disabled, reason);
}

void status_line(const Theme& theme, const char* icon, ImU32 color, const char* text) {
  ImGui::AlignTextToFramePadding();
  text_colored(color, icon);
  ImGui::SameLine(0, theme.px(6));
  const WrapScope wrap;
  ImGui::TextUnformatted(text);
}

float key_cap_width(const Theme& theme, const char* key) {
  const TextScope small(theme, TextSize::kSmall, Weight::kMedium);
  return std::max(text_width(key) + 2 * theme.px(5), theme.px(kKeyCap));
}

void key_cap(const Theme& theme, const char* key) {
  const TextScope small(theme, TextSize::kSmall, Weight::kMedium);
  const float height = theme.px(kKeyCap);
  // The first item of a line tells the words after it where their line is; a later one follows them.
  const bool first = !ImGui::GetCurrentWindow()->DC.IsSameLine;
  if (!first) align_to_line(height);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{key_cap_width(theme, key), height};
  ImGui::ItemSize(size, first ? (height - ImGui::GetFontSize()) / 2 : -1.0f);
  ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0);
  ImGui::GetWindowDrawList()->AddRect(at, {at.x + size.x, at.y + size.y}, theme.text_dim, 3 * theme.scale,
                                      theme.px(1));
  draw_text_in(at, {at.x + size.x, at.y + size.y}, {0.5f, 0.5f}, theme.text, key);
}

}  // namespace ui
