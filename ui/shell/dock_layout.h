#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "ui/frame/panel_window.h"
#include "ui/look/theme.h"

namespace ui {

/// Dock spaces of the six workspaces: one is shown, the others are kept alive. Layouts are remembered in one
/// file and only written when every dock space in them is whole; a layout that misses a panel is laid out
/// anew. In a dock space too small for a workspace's own columns its panels share two tab groups, or one. UI
/// thread.
class DockLayout {
 public:
  /// `file` empty: nothing is remembered. A file that is missing, foreign or made for another scale is
  /// ignored.
  DockLayout(std::filesystem::path file, float scale);

  /// Inside the host window: submits the dock spaces and lays the shown one out when it is not whole.
  void submit(const Theme& theme, core::Workspace shown, WorkspaceView& view);
  /// Every workspace is laid out anew when next shown.
  void reset();
  /// `scale`: the person's own factor. Writes the file when ImGui says that something moved, and at the end.
  /// Throws core::Error when it cannot.
  void save(float scale, bool now);

 private:
  void lay_out(const Theme& theme, core::Workspace workspace, WorkspaceView& view);
  bool whole(unsigned id, const WorkspaceView& view) const;

  std::filesystem::path file_;
  std::set<core::Workspace> reset_;
  std::set<core::Workspace> laid_out_;
};

/// Id of a workspace's dock space.
unsigned dock_space_id(core::Workspace workspace);
/// Shell panels that belong to a workspace's layout.
bool has_shell_panel(core::Workspace workspace, ShellPanel panel);

}  // namespace ui
