#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ui/frame/workspace.h"
#include "ui/shell/actions.h"
#include "ui/shell/panel_guard.h"

namespace ui {

/// Begin and End of every panel: window flags, tab bar of 28 px, remark at its right end, the focus of each
/// workspace.
class PanelHost {
 public:
  /// The window all dock spaces lie in; `dock_spaces` submits them. Position and size were set by the caller.
  void host(ActionContext& context, const std::function<void()>& dock_spaces);
  /// The panels of the shown workspace and the shell's own ones.
  void draw(WorkspaceView& workspace, ActionContext& context);

  /// Brings a panel of a workspace to the front, at once or when the workspace appears.
  void focus(core::Workspace workspace, const std::string& window_name);

  PanelGuard& guard() { return guard_; }

 private:
  void panel(const std::string& name, bool* open, ActionContext& context,
             const std::function<void()>& contents);
  void shell_panels(ActionContext& context);
  void keep_focus(WorkspaceView& workspace, ActionContext& context);

  PanelGuard guard_;
  std::optional<core::Workspace> shown_;
  int frames_shown_ = 0;
  std::map<core::Workspace, std::string> focused_;  // panel that had the focus last
};

}  // namespace ui
