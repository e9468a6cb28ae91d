#pragma once

#include <imgui_internal.h>

#include <optional>
#include <string>
#include <vector>

#include "core/base/paths.h"
#include "core/document/restore.h"
#include "core/request/model_files.h"
#include "ui/frame/panel_window.h"
#include "ui/shell/folder_opener.h"
#include "ui/shell/log.h"
#include "ui/shell/toast_queue.h"
#include "ui/widgets/button_book.h"
#include "ui/widgets/file_dialog.h"

namespace ui {

/// How the model card writes a model in another format.
struct SaveChoice {
  std::optional<core::ConvertNets> nets{};  // absent = what the format is usually given
  bool half = false;
  std::optional<core::BatchNormMode> statistics{};  // likewise
};

/// What the frame round the panels remembers while the window is open: nothing of it belongs to a person's
/// work.
struct Shell {
  ToastQueue toasts;
  ImRect message_room;  // the status bar's free middle, screen pixels
  FolderOpener folders;
  Log log;
  std::string log_details;         // of the line that was clicked, in its popup
  std::filesystem::path log_file;  // where the lines are kept, named beside an error; empty = nowhere
  FileDialog dialog;
  std::vector<core::BundledModel> bundled;
  std::string device;  // "CPU · 2 threads", for the status bar

  bool palette = false, shortcuts = false, settings = false, about = false, model_card = false;
  SaveChoice save_as;
  bool reset_layout = false, toggle_full_screen = false, screenshot = false, quit = false;
  std::optional<core::Restored> restored;  // waits for the answer whether it may replace the work
  bool closing = false;                    // asks what becomes of a running training
  bool quit_when_stopped = false, train_hidden = false;  // answers to it
  std::optional<std::size_t> history_entry;              // clicked in the history panel
  std::optional<FoundButton> press;                      // chosen in the palette
  bool floating[3] = {};  // shell panels called from the View menu, by ShellPanel

  core::Answer<core::OpenImageRequest> restore;  // an export whose state is to be restored

  double now = 0;                  // seconds since the start
  std::optional<double> saved_at;  // last file written
  double gui_milliseconds = 0;     // of the last frames, smoothed
};

}  // namespace ui
