#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "ui/shell/actions.h"

namespace ui {

/// What a part of the window throws stays in that part: it is told and logged, what ImGui had open is closed
/// again, and the rest of the window and a running training go on. UI thread.
class PanelGuard {
 public:
  /// Draws a panel's contents into its window. One that throws says why in its place; one that throws in two
  /// frames in a row is not drawn again before somebody asks for it.
  void panel(const std::string& name, ActionContext& context, const std::function<void()>& contents);
  /// Does what has no place of its own to say what failed: a dialog, keys, an event. Told once until it goes
  /// through again; whether it did.
  bool part(std::string_view name, Shell& shell, const std::function<void()>& work);

 private:
  struct Fault {
    std::string message;
    bool closed = false;
  };

  std::map<std::string, Fault, std::less<>> faults_;  // of what threw when it was done last
};

}  // namespace ui
