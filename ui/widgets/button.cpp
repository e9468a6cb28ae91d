#include "ui/widgets/button.h"

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "ui/look/scope.h"
#include "ui/widgets/button_book.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

std::string_view visible(const char* label) {
  const char* id = std::strstr(label, "##");
  return id ? std::string_view(label, static_cast<std::size_t>(id - label)) : std::string_view(label);
}

struct Look {
  ImU32 fill = 0, outline = 0, text = 0;
};

Look look_of(const Theme& theme, const ButtonOptions& options, bool hovered, bool held) {
  const ImU32 outline = theme.dark() ? 0 : theme.line;
  if (options.disabled) return {0, theme.line, theme.text_disabled};
  if (options.primary)
    return {held ? theme.accent_fill : theme.accent, 0, held ? theme.text : theme.text_on_accent};
  if (options.active) return {theme.selected, theme.accent, theme.text};
  if (held) return {theme.accent_fill, outline, theme.text};
  return {hovered ? theme.frame_hovered : theme.frame, outline, theme.text};
}

void draw_frame(const Theme& theme, ImVec2 min, ImVec2 max, const Look& look) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float rounding = 3 * theme.scale;
  if (look.fill) list->AddRectFilled(min, max, look.fill, rounding);
  if (look.outline) list->AddRect(min, max, look.outline, rounding, theme.px(1));
}

/// The command palette presses it.
bool pressed_for_somebody(const Theme& theme, std::string_view label, const char* tip, const char* disabled) {
  return theme.buttons && theme.buttons->note(label, tip, disabled);
}

/// An item with a frame; fills in where it is and how it looks. True when pressed.
bool framed_item(const Theme& theme, const char* id, ImVec2 size, const ButtonOptions& options, Look& look) {
  bool pressed = false;
  {
    const StyleScope opaque(ImGuiStyleVar_DisabledAlpha, 1.0f);
    const DisabledScope disabled(options.disabled != nullptr);
    pressed = ImGui::InvisibleButton(id, size, ImGuiButtonFlags_EnableNav);
  }
  look = look_of(theme, options, ImGui::IsItemHovered(), ImGui::IsItemActive());
  draw_frame(theme, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), look);
  if (options.disabled && options.tooltip) {
    const std::string both = std::string(options.tooltip) + ": " + options.disabled;
    tooltip(both.c_str());
  } else {
    tooltip(options.disabled ? options.disabled : options.tooltip, options.keys);
  }
  return pressed;
}

}  // namespace

float button_width(const Theme& theme, const char* label, const char* icon) {
  const std::string_view text = visible(label);
  const float icon_part = icon ? text_width(icon) + (text.empty() ? 0 : theme.px(6)) : 0;
  return std::round(text_width(text) + icon_part + 2 * theme.px(8));
}

bool button(const Theme& theme, const char* label, const ButtonOptions& options) {
  const TextScope weight(theme, TextSize::kText, options.primary ? Weight::kMedium : Weight::kRegular);
  const float width = options.width > 0 ? theme.px(options.width) : button_width(theme, label, options.icon);
  Look look;
  const bool pressed = framed_item(theme, label, {width, theme.px(metric::kFrame)}, options, look);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  const float contents = button_width(theme, label, options.icon) - 2 * theme.px(8);
  float x = std::round(min.x + (max.x - min.x - contents) / 2);
  const float y = min.y + (max.y - min.y - ImGui::GetFontSize()) / 2;
  if (options.icon) {
    draw_text({x, y}, look.text, options.icon);
    x += text_width(options.icon) + theme.px(6);
  }
  draw_text({x, y}, look.text, visible(label));
  return pressed_for_somebody(theme, visible(label), options.tooltip, options.disabled) || pressed;
}

bool icon_button(const Theme& theme, const char* id, const char* icon, const char* tip,
                 const ButtonOptions& options) {
  ButtonOptions with_tip = options;
  with_tip.tooltip = tip;
  const float side = theme.px(options.width > 0 ? options.width : metric::kFrame);
  Look look;
  const bool pressed = framed_item(theme, id, {side, theme.px(metric::kFrame)}, with_tip, look);
  draw_text_in(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), {0.5f, 0.5f}, look.text, icon);
  return pressed_for_somebody(theme, {}, tip, options.disabled) || pressed;
}

bool link(const Theme& theme, const char* label, const char* tip) {
  const std::string_view text = visible(label);
  align_to_line();
  const bool pressed =
      ImGui::InvisibleButton(label, {text_width(text), ImGui::GetFontSize()}, ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  tooltip(tip);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  draw_text(min, theme.accent, text);
  if (hovered) ImGui::GetWindowDrawList()->AddLine({min.x, max.y}, max, theme.accent, theme.px(1));
  return pressed_for_somebody(theme, text, tip, nullptr) || pressed;
}

bool check(const Theme& theme, const char* label, bool& value, const char* disabled, const char* tip) {
  const std::string_view text = visible(label);
  const float box = theme.px(16), height = theme.px(metric::kFrame), space = theme.px(8);
  const float width = box + (text.empty() ? 0 : space + text_width(text));
  bool pressed = false;
  {
    const StyleScope opaque(ImGuiStyleVar_DisabledAlpha, 1.0f);
    const DisabledScope off(disabled != nullptr);
    pressed = ImGui::InvisibleButton(label, {width, height}, ImGuiButtonFlags_EnableNav);
  }
  pressed = pressed_for_somebody(theme, text, tip, disabled) || pressed;
  if (pressed) value = !value;
  const ButtonOptions options{.disabled = disabled};
  const Look look = look_of(theme, options, ImGui::IsItemHovered(), ImGui::IsItemActive());
  tooltip(disabled ? disabled : tip);
  const ImVec2 at = ImGui::GetItemRectMin();
  const ImVec2 min{at.x, at.y + (height - box) / 2}, max{min.x + box, min.y + box};
  draw_frame(theme, min, max, look);
  if (value) {
    const ImU32 color = disabled ? theme.text_disabled : theme.accent;
    const ImVec2 tick[] = {{min.x + box * 0.22f, min.y + box * 0.52f},
                           {min.x + box * 0.42f, min.y + box * 0.72f},
                           {min.x + box * 0.78f, min.y + box * 0.28f}};
    ImGui::GetWindowDrawList()->AddPolyline(tick, 3, color, 2 * theme.scale);
  }
  draw_text({max.x + space, at.y + (height - ImGui::GetFontSize()) / 2}, look.text, text);
  return pressed;
}

}  // namespace ui
