#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/document/document.h"
#include "core/session/commands.h"

namespace ui {

enum class ToastKind { kDone, kWarning, kError };

/// What the file dialog asks for.
enum class DialogKind { kModel, kImage, kFolder, kPacked, kRun, kBoxes, kExportFolder };

/// What a link does with an image that was opened and is an export of ours.
enum class ToastAction { kNone, kRestore, kUseImage };

struct ToastLink {
  std::string label;
  std::string copy_text;       // copied when clicked ...
  std::filesystem::path open;  // ... or a folder that is opened ...
  ToastAction action{};        // ... or something done, and the toast closed
  core::Answer<core::OpenImageRequest> opened{};
};

struct Toast {
  ToastKind kind = ToastKind::kDone;
  std::string title, line;
  std::vector<ToastLink> links;  // at most three
  bool asks = false;             // stays until it is answered or closed
};

/// What panels ask for during one frame; the shell and the app act on it at the frame's end. UI thread.
struct Outbox {
  std::vector<core::Command> commands;
  std::vector<std::string>
      remembered;  // a gesture ended: label for the history (the document as it is now is pushed)
  std::vector<Toast> toasts;
  std::optional<core::Workspace> go_to;
  bool undo = false, redo = false, quit = false, open_model_dialog = false, screenshot = false;
  std::optional<DialogKind> dialog;  // asks for a file or folder; the shell acts on the answer

  void send(core::Command command) { commands.push_back(std::move(command)); }

  /// Call once at the end of a gesture that changed the document ("Pin 3"); a drag is one gesture.
  void remember(std::string label) { remembered.push_back(std::move(label)); }

  void toast(Toast toast) { toasts.push_back(std::move(toast)); }
};

}  // namespace ui
