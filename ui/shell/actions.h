#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <vector>

#include "ui/frame/frame.h"
#include "ui/shell/shell_state.h"

namespace ui {

struct ActionContext {
  Frame& frame;
  Shell& shell;
};

enum class Menu { kFile, kEdit, kView, kModel, kRun, kHelp };
const char* menu_title(Menu menu);  // through tr()

/// One thing a person can do anywhere in the window. Menus, the command palette, the shortcut sheet and the
/// keyboard all read the same table.
struct Action {
  const char* id;     // "file.open", unique
  const char* label;  // English, for tr()
  Menu menu;
  ImGuiKeyChord keys = 0;
  /// Signs of which any calls it when typed, with Ctrl when `keys` is Ctrl alone; the first one is shown. For
  /// what stands on other keys of other keyboards.
  const char* signs = nullptr;
  bool group = false;  // a separator stands above it in its menu
  std::function<void(ActionContext&)> run = {};
  std::function<const char*(const ActionContext&)> disabled =
      {};  // why it cannot act now, through tr(); null = it can
  std::function<bool(const ActionContext&)> checked = {};  // ticked in the menu; empty = no tick
};

std::vector<Action> make_actions();
const char* reason_disabled(const Action& action, const ActionContext& context);
/// "Ctrl+Shift+Z", "Ctrl++"; empty without keys and signs. Key names are not translated.
std::string keys_text(const Action& action);
/// Runs the action whose keys were pressed this frame. Plain keys do nothing while a text field is active or
/// a popup is open.
void run_by_keys(const std::vector<Action>& actions, ActionContext& context);

}  // namespace ui
