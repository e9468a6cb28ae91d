#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "app/log_file.h"
#include "app/signal_stop.h"
#include "app/window.h"
#include "core/session/session.h"
#include "ui/ui.h"

namespace app {

struct GuiOptions {
  std::string model;  // file or bundled name; empty = the last one opened, else the first bundled one
  std::filesystem::path screenshot;  // write the settled window there and quit
  std::optional<core::Workspace> workspace;
  std::optional<ui::ThemeKind> theme;
  std::optional<float> scale;
  int width = 1600, height = 1000;
  std::filesystem::path
      layout;                  // layout file; empty = core::config_folder()/layout.ini, none for screenshots
  bool first_minute = true;    // false: without the cards of the first minute
  LogFile* log = nullptr;      // where the window's log is kept; outlives the app
  std::string device = "CPU";  // for the status bar
  std::stop_token stop = {};   // requested: a training is saved, then the app quits
  SignalStop* signals = nullptr;  // what else they ask for; outlives the app
  bool pseudo_locale = false;     // tests: every translated string stands in angle quotes
};

/// The window and its loop: input, snapshot, draw, commands, swap. Waits when nothing happens
/// (docs/architecture.md: The one-way loop).
class GuiApp {
 public:
  /// Throws core::Error when no window can be opened.
  GuiApp(std::shared_ptr<core::Engine> engine, const GuiOptions& options);
  ~GuiApp();

  /// Runs until the window is closed; returns the exit status. A screenshot that does not settle within two
  /// minutes is an Error.
  int run();
  /// One turn of the loop, for tests and benches: waits at most `longest_wait` seconds; false when the app
  /// should quit.
  bool turn(double longest_wait);

  Window& window() { return window_; }

  ui::Ui& ui() { return ui_; }

  core::Session& session() { return session_; }

  const core::Snapshot& snapshot() const { return snapshot_; }  // of the last frame

  /// Everything asked for has come and nothing moves by itself.
  bool settled() const;

 private:
  void open_first_model();
  void open_instead();
  std::vector<core::Event> look();
  void lay_out(std::vector<core::Event> events);
  bool pictures_come_within(double longest_wait);
  bool answered(const std::vector<core::SurfaceRequest>& surfaces, const core::Snapshot& snapshot) const;
  void forward();
  void write_asked_screenshot(const core::Image& pixels);
  bool training_over() const;
  bool end_if_asked();
  void save_if_asked();

  // Destroyed from below: workers are joined first, GL objects freed second, the context closed last.
  Window window_;
  ui::Ui ui_;
  core::Session session_;

  GuiOptions options_;
  core::Snapshot snapshot_;
  std::string instead_;                       // bundled model to open should the remembered one not open
  std::optional<core::RenderRequest> asked_;  // newest request sent
  double settle_until_ = 0;                   // one more frame is drawn then: layouts need a second pass
  int quiet_frames_ = 0;                      // since the picture last could have changed
  bool failed_ = false;                       // an error event came
  bool hidden_ = false;
  bool stopping_ = false;  // GuiOptions::stop was seen
  std::stop_callback<std::function<void()>> wake_to_stop_;
  std::optional<std::filesystem::path> screenshot_;  // asked for in the window, taken with the next frame
};

}  // namespace app
