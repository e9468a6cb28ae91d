#include "ui/frame/panel_window.h"

#include "ui/look/tr.h"

namespace ui {

std::string panel_window_name(const Panel& panel) {
  return std::string(panel.title()) + "###" + panel.id();
}

std::string shell_panel_name(ShellPanel panel, core::Workspace workspace) {
  const int place = static_cast<int>(workspace);
  const char* title = panel == ShellPanel::kJobs      ? tr("Jobs")
                      : panel == ShellPanel::kHistory ? tr("History")
                                                      : tr("Log");
  const char* id = panel == ShellPanel::kJobs      ? "shell.jobs"
                   : panel == ShellPanel::kHistory ? "shell.history"
                                                   : "shell.log";
  return std::string(title) + "###" + id + "." + std::to_string(place);
}

}  // namespace ui
