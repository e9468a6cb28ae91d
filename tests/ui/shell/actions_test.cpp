#include "ui/shell/actions.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

#include "tests/ui/null_window.h"
#include "ui/dialogs/command_palette.h"

TEST_CASE("every action has its own id, a label, and keys no other action has") {
  std::set<std::string> ids, labels;
  std::set<ImGuiKeyChord> keys;
  std::set<std::pair<ImGuiKeyChord, char>> signs;
  for (const ui::Action& action : ui::make_actions()) {
    INFO(action.id);
    CHECK(ids.insert(action.id).second);
    CHECK(std::string(action.label).size() > 2);
    CHECK(labels.insert(action.label).second);
    CHECK(action.run);
    if (action.keys && !action.signs) CHECK(keys.insert(action.keys).second);
    for (const char* sign = action.signs; sign && *sign; ++sign)
      CHECK(signs.insert({action.keys, *sign}).second);
  }
  CHECK(ids.size() > 20);
}

TEST_CASE("keys are written as they are on the keyboard") {
  const auto text = [](ImGuiKeyChord keys, const char* signs = nullptr) {
    return ui::keys_text({.id = "", .label = "", .menu = ui::Menu::kFile, .keys = keys, .signs = signs});
  };
  CHECK(text(0).empty());
  CHECK(text(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) == "Ctrl+Shift+Z");
  CHECK(text(ImGuiKey_F11) == "F11");
  CHECK(text(0, "?") == "?");
  CHECK(text(ImGuiMod_Ctrl, "+=") == "Ctrl++");
  CHECK(text(ImGuiMod_Ctrl, "-") == "Ctrl+−");
}

TEST_CASE("signs are shortcuts on whatever keys a keyboard has them, and digits on the keypad") {
  ui_test::NullWindow window({});
  window.open_model();
  window.frames(2);
  ImGuiIO& io = ImGui::GetIO();
  const auto type = [&](char sign, bool with_ctrl) {
    io.AddKeyEvent(ImGuiMod_Ctrl, with_ctrl);
    io.AddInputCharacter(static_cast<unsigned char>(sign));
    window.frame();
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    window.frame();
  };
  const float before = window.ui().view().settings.scale;
  type('+', false);
  CHECK(window.ui().view().settings.scale == before);
  type('+', true);
  CHECK(window.ui().view().settings.scale == doctest::Approx(before + 0.25));
  type('=', true);
  CHECK(window.ui().view().settings.scale == doctest::Approx(before + 0.5));
  type('-', true);
  type('-', true);
  CHECK(window.ui().view().settings.scale == before);
  window.press(ImGuiMod_Ctrl | ImGuiKey_Keypad4);
  CHECK(window.ui().view().workspace == core::Workspace::kForget);
  window.frames(4);  // the workspace takes the focus, which closes popups
  CHECK_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  type('?', false);
  CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
}

TEST_CASE("the palette finds a command by any of its words in any case and order") {
  CHECK(ui::CommandPalette::matches("", "View: Reset layout"));
  CHECK(ui::CommandPalette::matches("layout RESET", "View: Reset layout"));
  CHECK_FALSE(ui::CommandPalette::matches("reset model", "View: Reset layout"));
}
