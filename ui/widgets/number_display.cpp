#include "ui/widgets/number_display.h"

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kSpace = 8;

float number_width(const Theme& theme, std::string_view number) {
  const TextScope large(theme, TextSize::kNumber, Weight::kMedium);
  return text_width(number);
}

void draw(const Theme& theme, const char* label, std::string_view number, ImU32 color) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = theme.px(28), label_part = text_width(label) + theme.px(kSpace);
  const float width = label_part + number_width(theme, number);
  ImGui::Dummy({width, height});
  draw_text_in(at, {at.x + label_part, at.y + height}, {0, 0.6f}, theme.text_dim, label);
  const TextScope large(theme, TextSize::kNumber, Weight::kMedium);
  draw_text_in({at.x + label_part, at.y}, {at.x + width + theme.px(2), at.y + height}, {0, 0.5f},
               color ? color : theme.text, number);
}

}  // namespace

void number_display(const Theme& theme, const char* label, std::string_view number, ImU32 color) {
  draw(theme, label, number, color);
}

void number_display_right(const Theme& theme, const char* label, std::string_view number, ImU32 color) {
  ImGui::SameLine(0, 0);
  const float width = text_width(label) + theme.px(kSpace) + number_width(theme, number);
  const float free = ImGui::GetContentRegionAvail().x - width;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(free, theme.px(kSpace)));
  draw(theme, label, number, color);
}

}  // namespace ui
