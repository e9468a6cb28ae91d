#pragma once

#include <vector>

#include "ui/shell/actions.h"

namespace ui {

// The action table, menu by menu, in the order of the menus.
void add_file_actions(std::vector<Action>& actions);
void add_edit_actions(std::vector<Action>& actions);
void add_view_actions(std::vector<Action>& actions);
void add_model_actions(std::vector<Action>& actions);
void add_run_actions(std::vector<Action>& actions);
void add_help_actions(std::vector<Action>& actions);

}  // namespace ui
