#pragma once

#include <vector>

#include "ui/shell/actions.h"

namespace ui {

/// How the six workspaces stand in the menu bar, from the widest to the narrowest.
enum class TabStyle {
  kWords,     // icon and word each
  kIcons,     // icon each, the word as tooltip
  kMenuWord,  // one menu, titled with the workspace that is shown
  kMenuIcon   // the same with its icon alone
};

struct TabLook {
  TabStyle style = TabStyle::kWords;
  float padding = 16;  // logical pixels left and right of a tab's contents
};

/// Pixels all of it takes, whichever workspace is shown.
float workspace_tabs_width(const Theme& theme, TabLook look);
/// Inside the menu bar, from `x` on (pixels in the window). What is chosen goes into the context.
void draw_workspace_tabs(const std::vector<Action>& actions, ActionContext& context, TabLook look, float x);

}  // namespace ui
