#pragma once

#include "ui/shell/actions.h"

namespace ui {

// Popups of the shell; each opens itself when its flag in Shell is set.
void draw_shortcut_sheet(const std::vector<Action>& actions, ActionContext& context);
void draw_settings(ActionContext& context);
void draw_model_card(ActionContext& context);
void draw_about(ActionContext& context);
/// Restoring what made an export: at once, or asked first where there is work that it replaces.
void draw_restore_question(ActionContext& context);
/// Closing while a training runs: save and quit, or go on.
void draw_closing_question(ActionContext& context);

}  // namespace ui
