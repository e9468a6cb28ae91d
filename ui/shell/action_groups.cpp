#include "ui/shell/action_groups.h"

#include "ui/frame/training_control.h"
#include "ui/look/tr.h"

namespace ui {
namespace {

using Context = ActionContext;

core::Phase phase(const Context& c) {
  return c.frame.snapshot.train->phase;
}

bool running(const Context& c) {
  return phase(c) == core::Phase::kTraining || phase(c) == core::Phase::kPaused ||
         phase(c) == core::Phase::kLoading;
}

const char* needs_run(const Context& c) {
  return running(c) ? nullptr : tr("no training is running");
}

const char* needs_model(const Context& c) {
  return c.frame.snapshot.model ? nullptr : tr("no model is open");
}

std::filesystem::path start_folder(const Context& c) {
  const auto& recent = c.frame.view.settings.recent_models;
  for (const std::string& one : recent)
    if (const std::filesystem::path path(one); path.has_parent_path()) return path.parent_path();
  return core::working_folder();
}

const char* start_disabled(const Context& c) {
  return cannot_start(c.frame);
}

}  // namespace

void add_file_actions(std::vector<Action>& actions) {
  actions.push_back(
      {.id = "file.open",
       .label = "Open model…",
       .menu = Menu::kFile,
       .keys = ImGuiMod_Ctrl | ImGuiKey_O,
       .run = [](Context& c) { c.shell.dialog.open(FileDialog::Kind::kModel, start_folder(c)); }});
  actions.push_back(
      {.id = "file.image",
       .label = "Open image…",
       .menu = Menu::kFile,
       .run = [](Context& c) { c.shell.dialog.open(FileDialog::Kind::kImage, start_folder(c)); },
       .disabled = needs_model});
  actions.push_back(
      {.id = "file.folder", .label = "Use image folder…", .menu = Menu::kFile, .run = [](Context& c) {
         c.shell.dialog.open(FileDialog::Kind::kFolder, start_folder(c));
       }});
  actions.push_back({.id = "file.screenshot",
                     .label = "Screenshot of the window",
                     .menu = Menu::kFile,
                     .keys = ImGuiKey_F12,
                     .group = true,
                     .run = [](Context& c) { c.shell.screenshot = true; }});
  actions.push_back(
      {.id = "file.export_folder", .label = "Export folder…", .menu = Menu::kFile, .run = [](Context& c) {
         c.shell.dialog.open(FileDialog::Kind::kExportFolder, start_folder(c));
       }});
  actions.push_back({.id = "file.quit",
                     .label = "Quit",
                     .menu = Menu::kFile,
                     .keys = ImGuiMod_Ctrl | ImGuiKey_Q,
                     .group = true,
                     .run = [](Context& c) { c.frame.out.quit = true; }});
}

void add_edit_actions(std::vector<Action>& actions) {
  actions.push_back(
      {.id = "edit.undo",
       .label = "Undo",
       .menu = Menu::kEdit,
       .keys = ImGuiMod_Ctrl | ImGuiKey_Z,
       .run = [](Context& c) { c.frame.out.undo = true; },
       .disabled =
           [](const Context& c) { return c.frame.history.can_undo() ? nullptr : tr("nothing to undo"); }});
  actions.push_back(
      {.id = "edit.redo",
       .label = "Redo",
       .menu = Menu::kEdit,
       .keys = ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z,
       .run = [](Context& c) { c.frame.out.redo = true; },
       .disabled =
           [](const Context& c) { return c.frame.history.can_redo() ? nullptr : tr("nothing to redo"); }});
  actions.push_back({.id = "edit.settings",
                     .label = "Settings…",
                     .menu = Menu::kEdit,
                     .keys = ImGuiMod_Ctrl,
                     .signs = ",",
                     .group = true,
                     .run = [](Context& c) { c.shell.settings = true; }});
}

void add_model_actions(std::vector<Action>& actions) {
  actions.push_back({.id = "model.card",
                     .label = "Model card",
                     .menu = Menu::kModel,
                     .run = [](Context& c) { c.shell.model_card = true; },
                     .disabled = needs_model});
  actions.push_back(
      {.id = "model.follow",
       .label = "Follow the net in training",
       .menu = Menu::kModel,
       .run = [](Context& c) { c.frame.out.send(core::FollowLive{!c.frame.snapshot.following_live}); },
       .disabled = needs_run,
       .checked = [](const Context& c) { return c.frame.snapshot.following_live; }});
}

void add_run_actions(std::vector<Action>& actions) {
  actions.push_back({.id = "run.start",
                     .label = "Start, pause, continue",
                     .menu = Menu::kRun,
                     .keys = ImGuiKey_F5,
                     .run = [](Context& c) { start_pause_or_continue(c.frame); },
                     .disabled = start_disabled});
  actions.push_back({.id = "run.stop",
                     .label = "Stop and save",
                     .menu = Menu::kRun,
                     .keys = ImGuiMod_Shift | ImGuiKey_F5,
                     .run = [](Context& c) { c.frame.out.send(core::StopTraining{}); },
                     .disabled = needs_run});
  actions.push_back({.id = "run.checkpoint",
                     .label = "Save checkpoint",
                     .menu = Menu::kRun,
                     .keys = ImGuiKey_F9,
                     .run = [](Context& c) { c.frame.out.send(core::SaveCheckpoint{}); },
                     .disabled = needs_run});
}

void add_help_actions(std::vector<Action>& actions) {
  actions.push_back({.id = "help.commands",
                     .label = "Commands…",
                     .menu = Menu::kHelp,
                     .keys = ImGuiMod_Ctrl | ImGuiKey_P,
                     .run = [](Context& c) { c.shell.palette = true; }});
  actions.push_back(
      {.id = "help.keys", .label = "Shortcuts", .menu = Menu::kHelp, .signs = "?", .run = [](Context& c) {
         c.shell.shortcuts = true;
       }});
  actions.push_back({.id = "help.first",
                     .label = "Show the first minute again",
                     .menu = Menu::kHelp,
                     .run = [](Context& c) {
                       Settings& s = c.frame.view.settings;
                       s.gesture_dragged = s.gesture_pinned = s.gesture_played = s.first_minute_hidden =
                           false;
                       c.frame.out.go_to = core::Workspace::kExplore;
                     }});
  actions.push_back({.id = "help.about",
                     .label = "About and licences",
                     .menu = Menu::kHelp,
                     .group = true,
                     .run = [](Context& c) { c.shell.about = true; }});
}

}  // namespace ui
