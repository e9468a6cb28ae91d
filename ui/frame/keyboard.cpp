#include "ui/frame/keyboard.h"

namespace ui {

bool typed(char sign, bool with_ctrl) {
  const ImGuiIO& io = ImGui::GetIO();
  return io.KeyCtrl == with_ctrl && io.InputQueueCharacters.contains(static_cast<ImWchar>(sign));
}

ImGuiKey keypad_twin(ImGuiKey key) {
  if (key >= ImGuiKey_0 && key <= ImGuiKey_9)
    return static_cast<ImGuiKey>(ImGuiKey_Keypad0 + (key - ImGuiKey_0));
  return key == ImGuiKey_Enter ? ImGuiKey_KeypadEnter : key;
}

bool pressed_anywhere(ImGuiKey key, bool repeat) {
  return ImGui::IsKeyPressed(key, repeat) || ImGui::IsKeyPressed(keypad_twin(key), repeat);
}

}  // namespace ui
