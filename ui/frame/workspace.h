#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/request/render_request.h"
#include "core/request/task.h"
#include "ui/frame/frame.h"

namespace ui {

/// Contents of one docked panel. The shell owns Begin/End, docking and the tab; a panel draws inside.
class Panel {
 public:
  virtual ~Panel() = default;
  /// Stable, English, unique in the program ("explore.sheet"): docking and tests find the panel by it.
  virtual const char* id() const = 0;
  /// Visible name, through tr().
  virtual const char* title() const = 0;
  virtual void draw(Frame& frame) = 0;

  /// Every task that ended, before the next frame is drawn; core::answer_to<Request>() tells whether it is
  /// one that this panel waits for.
  virtual void take(const core::TaskDone&) {}

  /// Dim text at the right end of the panel's tab bar ("6 pins, slerp"); empty = none.
  virtual std::string remark(const Frame&) const { return {}; }
};

/// One of the six workspaces: its panels, where they are docked, its keys, and which pictures it needs.
class WorkspaceView {
 public:
  virtual ~WorkspaceView() = default;
  virtual const std::vector<std::unique_ptr<Panel>>& panels() const = 0;
  /// Docks the panels into an empty dock space of this size (logical pixels); called on first use and on
  /// Reset layout.
  virtual void layout(unsigned dockspace, float width, float height) = 0;
  /// Once a frame while the workspace is shown and no text field is active: letter keys.
  virtual void keys(Frame& frame) = 0;
  /// Once a frame while the workspace is shown, whether panels are visible or not: play heads and the like.
  virtual void update(Frame& frame) = 0;
  /// Appends the surfaces this workspace shows now. Must depend on nothing but document, view and model.
  virtual void plan(const Frame& frame, core::RenderRequest& request) const = 0;
};

std::unique_ptr<WorkspaceView> make_explore_workspace();
std::unique_ptr<WorkspaceView> make_arithmetic_workspace();
std::unique_ptr<WorkspaceView> make_discriminator_workspace();
std::unique_ptr<WorkspaceView> make_forget_workspace();
std::unique_ptr<WorkspaceView> make_train_workspace();
std::unique_ptr<WorkspaceView> make_evaluate_workspace();

}  // namespace ui
