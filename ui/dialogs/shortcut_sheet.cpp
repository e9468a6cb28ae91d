#include <algorithm>
#include <array>
#include <span>

#include "ui/dialogs/dialogs.h"
#include "ui/frame/workspace_names.h"
#include "ui/look/scope.h"
#include "ui/look/tr.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text.h"

namespace ui {
namespace {

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
constexpr Key kForget[] = {
    {"D V", "draw or move boxes"}, {"N", "next sample without a box"},         {"R", "another z"},
    {"T", "mask on or off"},       {"[ ]", "one map less or more; Shift ten"}, {"F", "fit"},
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

void row(const Theme& theme, const char* keys, const char* what) {
  const float left = ImGui::GetCursorPosX();
  key_cap(theme, keys);
  ImGui::SameLine(left + theme.px(112), 0);
  ImGui::TextUnformatted(what);
}

void heading(const Theme& theme, const char* text) {
  const TextScope medium(theme, TextSize::kText, Weight::kMedium);
  ImGui::TextUnformatted(text);
}

}  // namespace

void draw_shortcut_sheet(const std::vector<Action>& actions, ActionContext& context) {
  if (context.shell.shortcuts) ImGui::OpenPopup("##keys");
  context.shell.shortcuts = false;
  const Theme& theme = context.frame.theme;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), 0, {0.5f, 0.5f});
  const StyleScope padding(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(12)));
  const PopupScope popup("##keys");
  if (!popup) return;
  const float column = theme.px(340);
  const float top = ImGui::GetCursorPosY(), left = ImGui::GetCursorPosX();
  {
    const GroupScope everywhere;
    heading(theme, tr("Everywhere"));
    for (const Action& action : actions)
      if (action.keys) row(theme, keys_text(action.keys).c_str(), tr(action.label));
  }
  const float bottom = ImGui::GetCursorPosY();
  ImGui::SetCursorPos({left + column, top});
  const GroupScope here;
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<core::Workspace>(i);
    heading(theme, tr(workspace_label(workspace)));
    for (const Key& key : keys_of(workspace)) row(theme, tr(key.keys), tr(key.what));
  }
  ImGui::Dummy({theme.px(280), std::max(bottom - ImGui::GetCursorPosY(), 0.0f)});
}

}  // namespace ui
