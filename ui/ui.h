#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/history.h"
#include "core/session/commands.h"
#include "core/session/snapshot.h"
#include "ui/frame/outbox.h"
#include "ui/frame/view_state.h"
#include "ui/shell/log.h"

namespace ui {

struct UiOptions {
  std::filesystem::path fonts, shaders;    // folders
  std::filesystem::path settings, layout;  // files; empty = nothing is remembered
  std::optional<core::Workspace> workspace;
  std::optional<ThemeKind> theme;
  std::optional<float> scale;
  std::function<void(const LogLine&)> keep_log_line = {};  // called with every line of the log
  std::filesystem::path log_file;  // where those lines lie, named beside an error; empty = nowhere
  std::string device;              // for the status bar: "CPU · 2 threads"
  bool first_minute = true;        // false: its cards are not shown, whatever the settings say (screenshots)
  bool pseudo_locale = false;      // tests
  bool native_dialogs = true;      // false: our own even if the desktop has them (tests)
};

/// What the window is asked to do at a frame's end.
struct WindowRequests {
  bool quit = false;
  bool full_screen = false;   // toggle
  bool train_hidden = false;  // close the window, quit when the training has ended
  std::optional<std::filesystem::path> screenshot;
};

/// Everything in the window: document, history, shell and workspaces. Constructed when an ImGui context with
/// its backends exists (tests: without a renderer) and destroyed before it. UI thread only.
class Ui {
 public:
  explicit Ui(UiOptions options);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  /// Before ImGui::NewFrame: applies a changed theme, scale or monitor factor.
  void prepare(float monitor_scale);
  /// Between ImGui::NewFrame and ImGui::Render.
  void draw(const core::Snapshot& snapshot, std::vector<core::Event> events);

  std::vector<core::Command> take_commands();
  /// The render request when its content differs from the last one's; its stamp grew then.
  std::optional<core::RenderRequest> take_request();
  WindowRequests take_window_requests();

  /// A model is opened, an image goes to Discriminator, a folder becomes the data of Train and Evaluate.
  void files_dropped(const std::vector<std::filesystem::path>& paths);
  /// The window's close button: asks first while a training runs.
  void close_requested(const core::Snapshot& snapshot);
  /// Adds a toast and a log line from outside the session (a screenshot was written, software rendering is
  /// used).
  void notify(ToastKind kind, std::string title, std::string line, std::filesystem::path file = {});

  /// Seconds until the next frame is due without input or news: 0 while something moves, large when idle.
  double seconds_until_next_frame() const;

  const core::Document& document() const;
  const ViewState& view() const;
  const core::History& history() const;
  std::vector<Toast> toasts() const;  // that wait to be read, oldest first
  core::Document& document_for_tests();
  unsigned background() const;  // IM_COL32 of the gaps: what the window is cleared with

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ui
