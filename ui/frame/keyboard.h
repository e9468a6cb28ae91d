#pragma once

#include <imgui.h>

namespace ui {

/// Whether `sign` was typed since the last frame, with Ctrl held or without, on whatever keys the keyboard
/// has it: "?" is Shift+ß on a German one and "[" AltGr+8, "+" stands on the keypad too. Ask while no text
/// field is active. UI thread.
bool typed(char sign, bool with_ctrl = false);

/// The same key on the keypad: digits and Enter; the key itself when it has no twin.
ImGuiKey keypad_twin(ImGuiKey key);
/// Whether the key or its twin on the keypad went down.
bool pressed_anywhere(ImGuiKey key, bool repeat = true);

}  // namespace ui
