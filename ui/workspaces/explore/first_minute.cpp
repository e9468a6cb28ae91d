#include "ui/workspaces/explore/first_minute.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"

namespace ui::explore {
namespace {

constexpr float kCard = 83, kBadge = 11;
constexpr float kRowCard = 30, kRowTitle = 40, kHintLine = 24, kKeyGap = 6, kHintGap = 16;

/// One gesture: "Press [P] to pin", why one would.
struct Card {
  const char* before;
  const char* key;  // null = none
  const char* after;
  const char* what;
  const char* brief;  // beside the key, or without one alone
};

/// How much of a card's title there is room for: the sentence, the key and a word, the key alone.
enum class Title { kSentence, kBrief, kKey };

std::array<Card, 3> cards() {
  return {Card{tr("Drag the picture"), nullptr, "",
               tr("You walk through latent space. Hold Shift to go slower."), tr("Drag")},
          Card{tr("Press"), verbatim("P"), tr("to pin"),
               tr("The place goes on the time line; two pins make a path."), tr("pin")},
          Card{tr("Press"), verbatim("Space"), tr("to play"),
               tr("The walk from pin to pin. It can loop and be saved as a video."), tr("play")}};
}

bool used(const Settings& settings, int card) {
  const std::array flags{settings.gesture_dragged, settings.gesture_pinned, settings.gesture_played};
  return flags[static_cast<std::size_t>(card)];
}

void draw_badge_circle(const Theme& theme, const Settings& settings, int card, ImVec2 centre) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = theme.px(kBadge);
  const bool done = used(settings, card), lit = card == next_gesture(settings);
  list->AddCircleFilled(centre, radius, lit ? theme.accent : done ? theme.selected : theme.frame);
  const ImVec2 min{centre.x - radius, centre.y - radius}, max{centre.x + radius, centre.y + radius};
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  const ImU32 ink = lit ? theme.text_on_accent : done ? theme.accent : theme.text;
  draw_text_in(min, max, {0.5f, 0.5f}, ink, done ? ICON_FA_CHECK : std::to_string(card + 1).c_str());
}

/// The words before and after the key.
std::pair<const char*, const char*> words(const Card& card, Title title) {
  if (title == Title::kSentence) return {card.before, card.after};
  return {card.key ? "" : card.brief, card.key && title == Title::kBrief ? card.brief : ""};
}

float title_width(const Theme& theme, const Card& card, Title title) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  const auto [before, after] = words(card, title);
  float width = text_width(before) + text_width(after);
  if (card.key) width += key_cap_width(theme, card.key);
  if (card.key && *before) width += theme.px(kKeyGap);
  return *after ? width + theme.px(kKeyGap) : width;
}

void draw_title(const Theme& theme, const Card& card, Title title = Title::kSentence) {
  const auto [before, after] = words(card, title);
  if (*before) {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(before);
  }
  if (!card.key) return;
  if (*before) ImGui::SameLine(0, theme.px(kKeyGap));
  key_cap(theme, card.key);
  if (!*after) return;
  ImGui::SameLine(0, theme.px(kKeyGap));
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::TextUnformatted(after);
}

void draw_ground(const Theme& theme, const Settings& settings, int card, ImVec2 min, ImVec2 max) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool lit = card == next_gesture(settings);
  list->AddRectFilled(min, max, theme.panel, 3 * theme.scale);
  list->AddRect(min, max, lit ? theme.accent : theme.line, 3 * theme.scale, theme.px(1));
}

void draw_card(Frame& frame, int index, const Card& card) {
  const Theme& theme = frame.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 max{at.x + ImGui::GetContentRegionAvail().x, at.y + theme.px(kCard)};
  draw_ground(theme, frame.view.settings, index, at, max);
  draw_badge_circle(theme, frame.view.settings, index, {at.x + theme.px(24), at.y + theme.px(23)});
  const float left = at.x + theme.px(46);
  ImGui::SetCursorScreenPos({left, at.y + theme.px(14)});
  draw_title(theme, card);
  ImGui::SetCursorScreenPos({left, at.y + theme.px(37)});
  {
    const WrapScope wrap(max.x - theme.px(8) - ImGui::GetWindowPos().x);
    const ColorScope dim(ImGuiCol_Text, theme.text_dim);
    ImGui::TextUnformatted(card.what);
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({max.x - at.x, max.y - at.y + theme.px(4)});
}

void hide_link(Frame& frame) {
  if (link(frame.theme, tr("Hide this"), tr("Help brings it back")))
    frame.view.settings.first_minute_hidden = true;
}

struct Hint {
  const char* key;
  const char* what;
};

std::array<Hint, 3> hints() {
  return {Hint{verbatim("R"), tr("new picture")}, Hint{verbatim("Home"), tr("back")},
          Hint{verbatim("X"), tr("other directions")}};
}

void key_hint(const Theme& theme, const Hint& hint) {
  key_cap(theme, hint.key);
  ImGui::SameLine(0, theme.px(8));
  ImGui::TextUnformatted(hint.what);
}

/// The row over a width: how the titles are written, and where the hints and last "Hide this" stand below.
struct RowPlan {
  float column = 0;  // width of a card
  Title title = Title::kSentence;
  std::array<ImVec2, 4> hints;  // from the row's upper left corner
  float height = 0;
};

/// Hints from left to right, as many to a line as fit; "Hide this" ends the last.
void place_hints(const Theme& theme, float width, RowPlan& plan) {
  const float gap_width = theme.px(kHintGap);
  ImVec2 at{0, theme.px(kRowCard + 6)};
  const auto place = [&](std::size_t i, float item) {
    if (at.x > 0 && at.x + item > width) at = {0, at.y + theme.px(kHintLine)};
    plan.hints[i] = at;
    at.x += item + gap_width;
  };
  const std::array all = hints();
  for (std::size_t i = 0; i < all.size(); ++i)
    place(i, key_cap_width(theme, all[i].key) + theme.px(8) + text_width(all[i].what));
  const float hide = text_width(tr("Hide this"));
  place(all.size(), hide);
  plan.hints.back().x = std::max(width - hide, 0.0f);
  plan.height = at.y + theme.px(kHintLine);
}

RowPlan plan_row(const Theme& theme, float width, float most) {
  RowPlan plan;
  plan.column = std::floor((width - 2 * theme.px(metric::kGroupGap)) / 3);
  const float room = plan.column - theme.px(kRowTitle + metric::kGroupGap);
  const auto fits = [&](Title title) {
    const std::array all = cards();
    return std::all_of(all.begin(), all.end(),
                       [&](const Card& card) { return title_width(theme, card, title) <= room; });
  };
  plan.title = fits(Title::kSentence) ? Title::kSentence : fits(Title::kBrief) ? Title::kBrief : Title::kKey;
  place_hints(theme, width, plan);
  while (plan.height > most && plan.height > theme.px(kRowCard)) plan.height -= theme.px(kHintLine);
  plan.height = std::max(plan.height, theme.px(kRowCard));
  return plan;
}

}  // namespace

bool first_minute_shown(const Settings& settings) {
  return !settings.first_minute_hidden && next_gesture(settings) < 3;
}

int next_gesture(const Settings& settings) {
  int card = 0;
  while (card < 3 && used(settings, card)) ++card;
  return card;
}

void draw_first_minute(Frame& frame) {
  const Theme& theme = frame.theme;
  const std::array all = cards();
  for (int i = 0; i < 3; ++i) draw_card(frame, i, all[static_cast<std::size_t>(i)]);
  gap(theme);
  const std::array keys = hints();
  key_hint(theme, keys[0]);
  ImGui::SameLine(0, theme.px(kHintGap));
  key_hint(theme, keys[1]);
  key_hint(theme, keys[2]);
  ImGui::SameLine(0, 0);
  const float free = ImGui::GetContentRegionAvail().x - text_width(tr("Hide this"));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(free, theme.px(8)));
  hide_link(frame);
}

float first_minute_row_height(const Theme& theme, float width, float most) {
  return plan_row(theme, width, most).height;
}

void draw_first_minute_row(Frame& frame, float width, float most) {
  const Theme& theme = frame.theme;
  const std::array all = cards();
  const RowPlan plan = plan_row(theme, width, most);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = theme.px(kRowCard);
  for (int i = 0; i < 3; ++i) {
    const Card& card = all[static_cast<std::size_t>(i)];
    const float x = start.x + static_cast<float>(i) * (plan.column + theme.px(metric::kGroupGap));
    ImGui::SetCursorScreenPos({x, start.y});
    ImGui::Dummy({plan.column, height});
    tooltip(card.what);
    draw_ground(theme, frame.view.settings, i, {x, start.y}, {x + plan.column, start.y + height});
    draw_badge_circle(theme, frame.view.settings, i, {x + theme.px(20), start.y + height / 2});
    ImGui::SetCursorScreenPos({x + theme.px(kRowTitle), start.y + (height - ImGui::GetFontSize()) / 2});
    const GroupScope group;
    draw_title(theme, card, plan.title);
  }
  const std::array keys = hints();
  for (std::size_t i = 0; i < plan.hints.size(); ++i) {
    if (plan.hints[i].y >= plan.height) continue;
    ImGui::SetCursorScreenPos({start.x + plan.hints[i].x, start.y + plan.hints[i].y});
    const GroupScope group;
    if (i < keys.size())
      key_hint(theme, keys[i]);
    else
      hide_link(frame);
  }
}

}  // namespace ui::explore
