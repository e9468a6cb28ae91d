#pragma once

#include "ui/look/theme.h"

namespace ui {

/// How a button looks and whether it can act. A disabled one stays visible, outline only, and says why.
struct ButtonOptions {
  const char* icon = nullptr;      // ICON_FA_...; drawn before the label
  const char* tooltip = nullptr;   // through tr(); icons alone must have one
  const char* keys = nullptr;      // "Ctrl+O", shown in the tooltip
  bool active = false;             // pressed in: accent outline
  bool primary = false;            // the one filled accent button of a panel
  const char* disabled = nullptr;  // through tr(): why it cannot act ("needs two pins"); null = enabled
  float width = 0;                 // logical pixels at 100 %; 0 = as wide as its contents
};

/// A 24 px button; true when pressed. `label` through tr(), with ##id where labels repeat.
bool button(const Theme& theme, const char* label, const ButtonOptions& options = {});
/// Square 24 px button with one glyph; `id` is its ImGui id. The tooltip is required.
bool icon_button(const Theme& theme, const char* id, const char* icon, const char* tooltip,
                 const ButtonOptions& options = {});
/// Accent text that acts on click, without a frame ("Hide this", "Copy path").
bool link(const Theme& theme, const char* label, const char* tooltip = nullptr);
/// Width in pixels a button with this label and icon takes.
float button_width(const Theme& theme, const char* label, const char* icon = nullptr);
/// 16 px check box in a frame with its label; true when toggled.
bool check(const Theme& theme, const char* label, bool& value, const char* disabled = nullptr,
           const char* tooltip = nullptr);

}  // namespace ui
