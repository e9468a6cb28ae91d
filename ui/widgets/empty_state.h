#pragma once

#include "ui/look/theme.h"

namespace ui {

/// What stands where nothing is yet: one line what belongs here, one line how, a button if one click can do
/// it. Centred in the free area (or `height` logical pixels of it), in an outline. True when the button was
/// pressed.
bool empty_state(const Theme& theme, const char* icon, const char* what, const char* how,
                 const char* button_label = nullptr, float height = 0);
/// The reason a control is disabled, dim, on the control's line ("needs two pins").
void hint(const Theme& theme, const char* reason);
/// An icon in `color` with a word beside it: status never speaks by colour alone.
void status_line(const Theme& theme, const char* icon, ImU32 color, const char* text);
/// A key as it stands on the keyboard, inline with text ("P").
void key_cap(const Theme& theme, const char* key);
float key_cap_width(const Theme& theme, const char* key);  // pixels

}  // namespace ui
