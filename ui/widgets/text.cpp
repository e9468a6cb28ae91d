#include "ui/widgets/text.h"

#include <imgui_internal.h>

#include "ui/look/scope.h"
#include "ui/look/tr.h"

namespace ui {
namespace {

const char* kEllipsis = "…";

/// Moves `at` to the next start of a UTF-8 sequence (or the end).
std::size_t next_letter(std::string_view text, std::size_t at) {
  if (at < text.size()) ++at;
  while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
  return at;
}

std::size_t letter_before(std::string_view text, std::size_t at) {
  if (at > 0) --at;
  while (at > 0 && (text[at] & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

void draw_text(ImVec2 at, ImU32 color, std::string_view text) {
  const ColorScope colored(ImGuiCol_Text, color);
  ImGui::RenderText(at, text.data(), text.data() + text.size(), false);
}

void draw_text_in(ImVec2 min, ImVec2 max, ImVec2 align, ImU32 color, std::string_view text) {
  const ColorScope colored(ImGuiCol_Text, color);
  ImGui::RenderTextClipped(min, max, text.data(), text.data() + text.size(), nullptr, align);
}

float text_width(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size(), false).x;
}

void align_to_line(float height) {
  const float taller = height > 0 ? (height - ImGui::GetFontSize()) / 2 : 0;
  const float offset = ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset - taller;
  if (offset != 0) ImGui::SetCursorPosY(ImGui::GetCursorPosY() + offset);
}

std::string elide_end(std::string_view text, float width) {
  if (text_width(text) <= width) return std::string(text);
  const float room = width - text_width(kEllipsis);
  if (room < 0) return {};  // a cut ellipsis says no more
  std::size_t end = 0;
  for (std::size_t next = next_letter(text, 0); text_width(text.substr(0, next)) <= room && end < text.size();
       next = next_letter(text, next))
    end = next;
  return std::string(text.substr(0, end)) + kEllipsis;
}

std::string elide_middle(std::string_view text, float width) {
  if (text_width(text) <= width) return std::string(text);
  const float room = width - text_width(kEllipsis);
  if (room < 0) return {};  // a cut ellipsis says no more
  std::size_t head = 0, tail = text.size();
  while (head < tail) {
    const std::size_t longer = next_letter(text, head);
    if (text_width(text.substr(0, longer)) + text_width(text.substr(tail)) > room) break;
    head = longer;
    const std::size_t earlier = letter_before(text, tail);
    if (earlier < head || text_width(text.substr(0, head)) + text_width(text.substr(earlier)) > room) break;
    tail = earlier;
  }
  return std::string(text.substr(0, head)) + kEllipsis + std::string(text.substr(tail));
}

void tooltip(const char* text, const char* keys) {
  if (!text || !*text) return;
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImGui::GetStyle().FramePadding);
  if (ImGui::BeginTooltip()) {
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 26);
    ImGui::TextUnformatted(text);
    ImGui::PopTextWrapPos();
    if (keys && *keys) {
      ImGui::SameLine();
      ImGui::TextDisabled("%s", verbatim(keys));
    }
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

void text_right(const Theme&, std::string_view text, ImU32 color) {
  const float free = ImGui::GetContentRegionAvail().x - text_width(text);
  if (free > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + free);
  text_elided(color, text);
}

void text_elided(ImU32 color, std::string_view text) {
  const std::string shown = elide_end(text, ImGui::GetContentRegionAvail().x);
  text_colored(color, shown);
  if (shown != text) tooltip(std::string(text).c_str());
}

void text_colored(ImU32 color, std::string_view text) {
  const ColorScope colored(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

void text_dim(const Theme& theme, const char* text) {
  text_colored(theme.text_dim, text);
}

void text_dim_wrapped(const Theme& theme, const char* text) {
  const TextScope small(theme, TextSize::kSmall);
  const ColorScope dim(ImGuiCol_Text, theme.text_dim);
  const WrapScope wrap;
  ImGui::TextUnformatted(text);
}

}  // namespace ui
