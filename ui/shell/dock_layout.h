#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/frame/panel_window.h"
#include "ui/look/theme.h"

namespace ui {

/// Who shares a dock space with whom, and how large each part is.
struct Arrangement {
  std::vector<unsigned> parts;  // splits and the windows of each tab group, in the tree's order
  std::vector<ImVec2> sizes;    // of the same nodes, screen pixels

  /// But for single pixels.
  bool same_as(const Arrangement& other) const;
};

/// Dock spaces of the six workspaces: one is shown, the others are kept alive. A workspace whose panels
/// nobody moved is laid out anew whenever the window has another size; what was arranged by hand stays so, is
/// remembered in one file, and is laid out anew only when a panel misses or a person asks for it. In a dock
/// space too small for a workspace's own columns its panels share two tab groups, or one. UI thread.
class DockLayout {
 public:
  /// `file` empty: nothing is remembered. A file that is missing, foreign or made for another scale is
  /// ignored.
  DockLayout(std::filesystem::path file, float scale);

  /// Inside the host window: submits the dock spaces and lays the shown one out when it must be.
  void submit(const Theme& theme, core::Workspace shown, WorkspaceView& view);
  /// Every workspace is laid out anew when next shown.
  void reset();
  /// `scale`: the person's own factor. Writes the file when ImGui says that something moved, and at the end.
  /// Throws core::Error when it cannot.
  void save(float scale, bool now);

  /// A few more frames are needed until the shown workspace fits a window that was resized.
  bool settling() const { return settling_; }

 private:
  /// One workspace's dock space.
  struct Space {
    bool by_hand = false;
    ImVec2 laid_for{}, size{};  // when it was laid out; in the last frame
    int still = 0;              // frames with this size
    Arrangement as_laid{};      // empty until everything has found its place
  };

  void lay_out(const Theme& theme, core::Workspace workspace, WorkspaceView& view);
  void lay_out_for_size(const Theme& theme, core::Workspace workspace, WorkspaceView& view);
  void watch(core::Workspace workspace);
  bool whole(unsigned id, const WorkspaceView& view) const;
  std::string header(float scale) const;

  std::filesystem::path file_;
  std::set<core::Workspace> reset_;
  std::set<core::Workspace> laid_out_;
  std::map<core::Workspace, Space> spaces_;
  std::optional<core::Workspace> shown_;
  bool settling_ = false;
};

/// Id of a workspace's dock space.
unsigned dock_space_id(core::Workspace workspace);
/// Shell panels that belong to a workspace's layout.
bool has_shell_panel(core::Workspace workspace, ShellPanel panel);

}  // namespace ui
