#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ui/frame/workspace.h"
#include "ui/shell/actions.h"

namespace ui {

/// Begin and End of every panel: window flags, tab bar of 28 px, remark at its right end, the focus of each
/// workspace.
class PanelHost {
 public:
  /// The window all dock spaces lie in; `dock_spaces` submits them. Position and size were set by the caller.
  void host(ActionContext& context, const std::function<void()>& dock_spaces);
  /// The panels of the shown workspace and the shell's own ones.
  void draw(WorkspaceView& workspace, ActionContext& context);

 private:
  void panel(const std::string& name, const std::string& remark, bool* open, ActionContext& context,
             const std::function<void()>& contents);
  void shell_panels(ActionContext& context);
  void keep_focus(WorkspaceView& workspace, ActionContext& context);

  std::optional<core::Workspace> shown_;
  int frames_shown_ = 0;
  std::map<core::Workspace, std::string> focused_;  // panel that had the focus last
};

}  // namespace ui
