#include "ui/shell/actions.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "ui/frame/keyboard.h"
#include "ui/look/tr.h"
#include "ui/shell/action_groups.h"

namespace ui {
namespace {

ImGuiKey key_of(const Action& action) {
  return static_cast<ImGuiKey>(action.keys & ~ImGuiMod_Mask_);
}

bool is_called(const Action& action) {
  if (action.signs) {
    const bool with_ctrl = (action.keys & ImGuiMod_Ctrl) != 0;
    return std::any_of(action.signs, action.signs + std::strlen(action.signs),
                       [&](char sign) { return typed(sign, with_ctrl); });
  }
  const ImGuiKeyChord modifiers = action.keys & ImGuiMod_Mask_;
  return action.keys && (ImGui::IsKeyChordPressed(action.keys) ||
                         ImGui::IsKeyChordPressed(modifiers | keypad_twin(key_of(action))));
}

}  // namespace

const char* menu_title(Menu menu) {
  switch (menu) {
    case Menu::kFile:
      return tr("File");
    case Menu::kEdit:
      return tr("Edit");
    case Menu::kView:
      return tr("View");
    case Menu::kModel:
      return tr("Model");
    case Menu::kRun:
      return tr("Run");
    case Menu::kHelp:
      return tr("Help");
  }
  return "";
}

std::vector<Action> make_actions() {
  std::vector<Action> actions;
  add_file_actions(actions);
  add_edit_actions(actions);
  add_view_actions(actions);
  add_model_actions(actions);
  add_run_actions(actions);
  add_help_actions(actions);
  return actions;
}

const char* reason_disabled(const Action& action, const ActionContext& context) {
  return action.disabled ? action.disabled(context) : nullptr;
}

std::string keys_text(const Action& action) {
  if (!action.keys && !action.signs) return {};
  std::string text;
  if (action.keys & ImGuiMod_Ctrl) text += "Ctrl+";
  if (action.keys & ImGuiMod_Alt) text += "Alt+";
  if (action.keys & ImGuiMod_Shift) text += "Shift+";
  if (!action.signs) return verbatim(text + ImGui::GetKeyName(key_of(action)));
  return verbatim(text + (*action.signs == '-' ? "−" : std::string(1, *action.signs)));
}

namespace {

/// What a text field does itself with these keys while it is active.
bool edits_text(ImGuiKeyChord keys) {
  constexpr ImGuiKeyChord kEdits[] = {ImGuiMod_Ctrl | ImGuiKey_Z, ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z,
                                      ImGuiMod_Ctrl | ImGuiKey_Y, ImGuiMod_Ctrl | ImGuiKey_A,
                                      ImGuiMod_Ctrl | ImGuiKey_C, ImGuiMod_Ctrl | ImGuiKey_X,
                                      ImGuiMod_Ctrl | ImGuiKey_V};
  return std::ranges::find(kEdits, keys) != std::end(kEdits);
}

}  // namespace

void run_by_keys(const std::vector<Action>& actions, ActionContext& context) {
  const bool typing = ImGui::GetIO().WantTextInput;
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  for (const Action& action : actions) {
    if (!is_called(action)) continue;
    const bool plain = !(action.keys & (ImGuiMod_Ctrl | ImGuiMod_Alt));
    if (popup || (typing && (plain || edits_text(action.keys))) || reason_disabled(action, context)) continue;
    action.run(context);
    return;
  }
}

}  // namespace ui
