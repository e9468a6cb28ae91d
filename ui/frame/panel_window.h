#pragma once

#include <string>

#include "ui/frame/workspace.h"

namespace ui {

/// ImGui name of a panel's window: visible title, then its stable id. For DockBuilderDockWindow.
std::string panel_window_name(const Panel& panel);

/// Panels of the shell that a workspace may dock beside its own.
enum class ShellPanel { kJobs, kHistory, kLog };

/// Name of a shell panel's window in one workspace. Shown are jobs, history and log in Explore, jobs and
/// history in Arithmetic, the log in Train, jobs in Evaluate; elsewhere they float when called from the View
/// menu.
std::string shell_panel_name(ShellPanel panel, core::Workspace workspace);

}  // namespace ui
