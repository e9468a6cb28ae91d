#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/dialogs/dialogs.h"
#include "ui/frame/workspace_names.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

constexpr float kKeys = 112, kColumn = 336, kMargin = 16;  // logical pixels
constexpr int kMostColumns = 3;

struct Key {
  const char* keys;
  const char* what;
};

constexpr Key kExplore[] = {{"drag", "walk; Shift goes slower"},
                            {"middle drag", "move the picture"},
                            {"wheel", "zoom"},
                            {"R", "new picture"},
                            {"Home", "back to the start"},
                            {"X", "other directions u, v"},
                            {"P", "pin this place"},
                            {"Space", "play the path"},
                            {", .", "one frame back or forth"},
                            {"Del", "remove the selected pin"}};
constexpr Key kArithmetic[] = {{"A B C", "put the thumbnail into a bin"},
                               {"[ ]", "left or right for the turn"},
                               {"Del", "remove the exemplar"},
                               {"R", "new noise"}};
constexpr Key kDiscriminator[] = {{"1 2 3 4", "block"}, {"up down", "feature"}};
constexpr Key kForget[] = {{"D V", "draw or move boxes"},
                           {"N", "next sample without a box"},
                           {"R", "another z"},
                           {"T", "mask on or off"},
                           {"[ ]", "one map less or more"},
                           {"{ }", "ten maps less or more"},
                           {"F", "fit"},
                           {"Del", "remove the box"}};
constexpr Key kTrain[] = {
    {"F5", "start, pause, continue"}, {"Shift+F5", "stop and save"}, {"F9", "checkpoint"}};
constexpr Key kEvaluate[] = {{"Enter", "run what is selected"}};

std::span<const Key> keys_of(core::Workspace workspace) {
  switch (workspace) {
    case core::Workspace::kExplore:
      return kExplore;
    case core::Workspace::kArithmetic:
      return kArithmetic;
    case core::Workspace::kDiscriminator:
      return kDiscriminator;
    case core::Workspace::kForget:
      return kForget;
    case core::Workspace::kTrain:
      return kTrain;
    case core::Workspace::kEvaluate:
      return kEvaluate;
  }
  return {};
}

struct Row {
  std::string keys;
  const char* what;
};

/// What stands under one heading.
struct Section {
  const char* heading;
  std::vector<Row> rows;

  int lines() const { return 1 + static_cast<int>(rows.size()); }
};

/// The actions of each menu that have keys, then the letters of each workspace.
std::vector<Section> all_sections(const std::vector<Action>& actions) {
  std::vector<Section> sections;
  for (const Action& action : actions) {
    const std::string keys = keys_text(action);
    if (keys.empty()) continue;
    const char* menu = menu_title(action.menu);
    if (sections.empty() || sections.back().heading != std::string_view(menu)) sections.push_back({menu, {}});
    sections.back().rows.push_back({keys, tr(action.label)});
  }
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    sections.push_back({tr(workspace_label(workspace)), {}});
    for (const Key& key : keys_of(workspace)) sections.back().rows.push_back({tr(key.keys), tr(key.what)});
  }
  return sections;
}

void draw_section(const Theme& theme, const Section& section) {
  {
    const TextScope medium(theme, TextSize::kText, Weight::kMedium);
    ImGui::TextUnformatted(section.heading);
  }
  for (const Row& row : section.rows) {
    key_cap(theme, row.keys.c_str());
    ImGui::SameLine(theme.px(kKeys), 0);  // from the column's left edge
    ImGui::TextUnformatted(row.what);
  }
}

/// One section under another, in columns of about the same height.
void draw_columns(const Theme& theme, const std::vector<Section>& sections, int columns) {
  int total = 0, drawn = 0;
  for (const Section& section : sections) total += section.lines();
  const ImVec2 at = ImGui::GetCursorPos();
  std::size_t next = 0;
  for (int column = 0; column < columns; ++column) {
    ImGui::SetCursorPos({at.x + static_cast<float>(column) * theme.px(kColumn), at.y});
    const GroupScope group;
    const int until = total * (column + 1) / columns;
    // A section goes where most of it belongs.
    while (next < sections.size() && drawn + sections[next].lines() / 2 < until) {
      draw_section(theme, sections[next]);
      drawn += sections[next++].lines();
    }
  }
}

}  // namespace

void draw_shortcut_sheet(const std::vector<Action>& actions, ActionContext& context) {
  if (context.shell.shortcuts) ImGui::OpenPopup("##keys");
  context.shell.shortcuts = false;
  const Theme& theme = context.frame.theme;
  const ImVec2 window = ImGui::GetMainViewport()->Size;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), 0, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {window.x, window.y - 2 * theme.px(metric::kMenuBar)});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(kMargin), theme.px(12)));
  const PopupScope popup("##keys");
  if (!popup) return;
  const auto fitting = static_cast<int>((window.x - 2 * theme.px(kMargin)) / theme.px(kColumn));
  draw_columns(theme, all_sections(actions), std::clamp(fitting, 1, kMostColumns));
}

}  // namespace ui
