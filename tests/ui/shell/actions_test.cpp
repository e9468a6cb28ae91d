#include "ui/shell/actions.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "ui/dialogs/command_palette.h"

TEST_CASE("every action has its own id, a label, and keys no other action has") {
  std::set<std::string> ids, labels;
  std::set<ImGuiKeyChord> keys;
  for (const ui::Action& action : ui::make_actions()) {
    INFO(action.id);
    CHECK(ids.insert(action.id).second);
    CHECK(std::string(action.label).size() > 2);
    CHECK(labels.insert(action.label).second);
    CHECK(action.run);
    if (action.keys) CHECK(keys.insert(action.keys).second);
  }
  CHECK(ids.size() > 20);
}

TEST_CASE("keys are written as they are on the keyboard") {
  CHECK(ui::keys_text(0).empty());
  CHECK(ui::keys_text(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) == "Ctrl+Shift+Z");
  CHECK(ui::keys_text(ImGuiMod_Shift | ImGuiKey_Slash) == "?");
  CHECK(ui::keys_text(ImGuiKey_F11) == "F11");
}

TEST_CASE("the palette finds a command by any of its words in any case and order") {
  CHECK(ui::CommandPalette::matches("", "View: Reset layout"));
  CHECK(ui::CommandPalette::matches("layout RESET", "View: Reset layout"));
  CHECK_FALSE(ui::CommandPalette::matches("reset model", "View: Reset layout"));
}
