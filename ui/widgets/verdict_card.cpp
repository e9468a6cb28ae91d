#include "ui/widgets/verdict_card.h"

#include <icons_font_awesome_6.h>

#include <algorithm>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kLowest = 76, kHighest = 108;
constexpr float kLeastUnit = 48;  // logical pixels; a unit that had fewer is left out

struct Mark {
  const char* icon;
  ImU32 color;
};

Mark mark_of(const Theme& theme, core::Verdict answer) {
  switch (answer) {
    case core::Verdict::kNo:
      return {ICON_FA_CHECK, theme.good};
    case core::Verdict::kUnclear:
      return {ICON_FA_TRIANGLE_EXCLAMATION, theme.warning};
    case core::Verdict::kYes:
    case core::Verdict::kUnlike:
      return {ICON_FA_CIRCLE_EXCLAMATION, theme.error};
    case core::Verdict::kNotYet:
      break;
  }
  return {ICON_FA_CIRCLE_QUESTION, theme.text_dim};
}

/// Number and unit flush with the right edge, the unit as far as there is room right of `min`.
void number(const Theme& theme, const VerdictCard& card, ImVec2 min, ImVec2 max) {
  float room = max.x - min.x - theme.px(8);
  {
    const TextScope large(theme, TextSize::kNumber, Weight::kMedium);
    room -= text_width(card.number);
  }
  const std::string shown = room < theme.px(kLeastUnit) ? std::string() : elide_end(card.unit, room);
  const float unit = shown.empty() ? 0 : text_width(shown) + theme.px(8);
  draw_text_in({max.x - unit, min.y}, max, {1, 0.62f}, theme.text_dim, shown);
  const TextScope large(theme, TextSize::kNumber, Weight::kMedium);
  draw_text_in(min, {max.x - unit, max.y}, {1, 0.5f}, theme.text, card.number);
}

}  // namespace

const char* answer_word(core::Verdict answer) {
  switch (answer) {
    case core::Verdict::kNo:
      return tr("No");
    case core::Verdict::kUnclear:
      return tr("Unclear");
    case core::Verdict::kYes:
      return tr("Yes");
    case core::Verdict::kUnlike:
      return tr("Not like the reals");
    case core::Verdict::kNotYet:
      break;
  }
  return tr("not yet");
}

bool verdict_card(const Theme& theme, const VerdictCard& card, ImVec2 room, bool selected) {
  const IdScope scope(card.question);
  const ImVec2 size{room.x, std::clamp(room.y, theme.px(kLowest), theme.px(kHighest))};
  const bool clicked = ImGui::InvisibleButton("##card", size, ImGuiButtonFlags_EnableNav);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, theme.header, theme.px(3));
  if (selected || ImGui::IsItemHovered())
    list->AddRect(min, max, selected ? theme.accent : theme.line, theme.px(3), theme.px(1));
  const float pad = theme.px(12), line = size.y / 3;
  const ImVec2 left{min.x + pad, min.y + theme.px(4)}, right{max.x - pad, max.y - theme.px(4)};
  draw_text_in(left, {right.x, min.y + line}, {0, 0.5f}, theme.text_dim, card.question);
  const ImVec2 middle{left.x, min.y + line}, middle_end{right.x, max.y - line};
  const Mark mark = mark_of(theme, card.answer);
  draw_text_in(middle, middle_end, {0, 0.5f}, mark.color, mark.icon);
  float word_end = middle.x + theme.px(28 + metric::kGroupGap);
  {
    const TextScope lead(theme, TextSize::kLead, Weight::kMedium);
    word_end += text_width(answer_word(card.answer));
    draw_text_in({middle.x + theme.px(28), middle.y}, middle_end, {0, 0.5f},
                 card.answer == core::Verdict::kNotYet ? theme.text_dim : theme.text,
                 answer_word(card.answer));
  }
  number(theme, card, {word_end, middle.y}, middle_end);
  const TextScope small(theme, TextSize::kSmall);
  const ImVec2 last{left.x, max.y - line};
  const float interval = text_width(card.interval) + theme.px(8);
  draw_text_in(last, {right.x - interval, right.y}, {0, 0.5f}, theme.text_dim,
               elide_end(card.control, right.x - interval - last.x));
  draw_text_in(last, right, {1, 0.5f}, theme.text_dim, card.interval);
  return clicked;
}

}  // namespace ui
