#pragma once

#include <vector>

#include "ui/shell/actions.h"

namespace ui {

/// The 32 px bar at the top: name, menus, the six workspaces, command field, model box. Returns nothing: what
/// is chosen goes into the context.
void draw_menu_bar(const std::vector<Action>& actions, ActionContext& context);

/// "rooms 64 · EMA · step 48,000"; "no model".
std::string model_line(const Frame& frame);

}  // namespace ui
