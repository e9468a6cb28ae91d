#include "ui/workspaces/explore/first_minute.h"

#include <icons_font_awesome_6.h>

#include <algorithm>
#include <array>

#include "ui/scope.h"
#include "ui/tr.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kCard = 83, kBadge = 11;

/// One gesture: "Press [P] to pin", why one would.
struct Card {
  const char* before;
  const char* key;  // null = none
  const char* after;
  const char* what;
};

std::array<Card, 3> cards() {
  return {Card{tr("Drag the picture"), nullptr, "",
               tr("You walk through latent space. Hold Shift to go slower.")},
          Card{tr("Press"), verbatim("P"), tr("to pin"),
               tr("The place goes on the time line; two pins make a path.")},
          Card{tr("Press"), verbatim("Space"), tr("to play"),
               tr("The walk from pin to pin. It can loop and be saved as a video.")}};
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

void draw_title(const Theme& theme, const Card& card) {
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(card.before);
  }
  if (!card.key) return;
  ImGui::SameLine(0, theme.px(6));
  key_cap(theme, card.key);
  ImGui::SameLine(0, theme.px(6));
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::TextUnformatted(card.after);
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

void key_hint(const Theme& theme, const char* key, const char* what) {
  key_cap(theme, key);
  ImGui::SameLine(0, theme.px(8));
  ImGui::TextUnformatted(what);
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
  key_hint(theme, verbatim("R"), tr("new picture"));
  ImGui::SameLine(0, theme.px(16));
  key_hint(theme, verbatim("Home"), tr("back"));
  key_hint(theme, verbatim("X"), tr("other directions"));
  ImGui::SameLine(0, 0);
  const float free = ImGui::GetContentRegionAvail().x - text_width(tr("Hide this"));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(free, theme.px(8)));
  hide_link(frame);
}

void draw_first_minute_row(Frame& frame) {
  const Theme& theme = frame.theme;
  const std::array all = cards();
  const float hide = text_width(tr("Hide this")) + theme.px(16);
  const float gap_width = theme.px(metric::kGroupGap);
  const float width = (ImGui::GetContentRegionAvail().x - hide) / 3 - gap_width;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = theme.px(kFirstMinuteRow);
  for (int i = 0; i < 3; ++i) {
    const float x = start.x + static_cast<float>(i) * (width + gap_width);
    ImGui::SetCursorScreenPos({x, start.y});
    ImGui::Dummy({width, height});
    tooltip(all[static_cast<std::size_t>(i)].what);
    draw_ground(theme, frame.view.settings, i, {x, start.y}, {x + width, start.y + height});
    draw_badge_circle(theme, frame.view.settings, i, {x + theme.px(20), start.y + height / 2});
    ImGui::SetCursorScreenPos({x + theme.px(40), start.y + (height - ImGui::GetFontSize()) / 2});
    const GroupScope group;
    draw_title(theme, all[static_cast<std::size_t>(i)]);
  }
  ImGui::SetCursorScreenPos(
      {start.x + 3 * (width + gap_width) + theme.px(8), start.y + (height - ImGui::GetFontSize()) / 2});
  hide_link(frame);
}

}  // namespace ui
