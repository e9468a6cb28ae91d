#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/frame/workspace.h"
#include "ui/shell/actions.h"
#include "ui/widgets/button_book.h"

namespace ui {

/// The six workspaces, in the order of core::Workspace.
std::vector<std::unique_ptr<WorkspaceView>> make_workspaces();

/// Every button of every panel, whether its workspace was ever shown or not. Panels of their own are drawn
/// for it, over copies of document and view, out of sight; what they ask for is thrown away. Once, when the
/// palette opens.
std::vector<FoundButton> survey_buttons(ActionContext& context);

}  // namespace ui
