#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/image/image.h"

namespace app {

/// The GLFW window with its OpenGL 3.3 core context, Dear ImGui's context and backends. With Presenter
/// the only user of GLFW. UI thread, wake() apart.
class Window {
 public:
  struct Options {
    int width = 1600, height = 1000;  // screen pixels; made smaller when the monitor is
    std::string title = "ganscope";
    bool fixed_size = false;  // take the size as it is, even if the monitor is smaller (screenshots)
  };

  /// Throws core::Error without a display or when no OpenGL 3.3 can be had, in software neither.
  explicit Window(const Options& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Any thread: makes wait() return.
  static void wake();

  /// Waits for input, wake() or `seconds`, whichever is first; true when there was input or a wake-up.
  bool wait(double seconds);
  void begin_frame();
  /// Draws what ImGui recorded on `background` (IM_COL32) and shows it.
  void end_frame(unsigned background);

  /// The processor draws, and each frame only what it changes on the one before.
  bool draws_changes_only() const;
  void draw_whole();  // the next frame

  /// The pixels of the next frame are kept, RGB, and can be taken once after its end_frame.
  void capture_next_frame() { capture_ = true; }

  bool is_capturing() const { return capture_; }

  std::optional<core::Image> take_capture() { return std::exchange(captured_, std::nullopt); }

  bool close_requested();  // since the last call
  std::vector<std::filesystem::path> take_dropped();
  float monitor_scale() const;  // 1 on an ordinary monitor, 2 on a HiDPI one

  bool software_rendering() const { return software_; }

  void toggle_full_screen();
  void hide();

  /// Times of GLFW's clock in seconds, for benches: when the cursor moved, and when the last frame was
  /// swapped.
  std::vector<double> take_cursor_times();  // of every move since the last call, at most the newest 1,024

  double last_swap_time() const { return swap_time_; }

  static double now();  // seconds on the clock of last_swap_time and take_cursor_times

  /// The X11 window behind this one, for a bench that plays the mouse; 0 elsewhere.
  unsigned long x11_window() const;

 private:
  struct State;
  bool open(const Options& options);
  core::Image read_pixels() const;
  void start_imgui();

  std::unique_ptr<State> state_;
  bool software_ = false, capture_ = false;
  std::optional<core::Image> captured_;
  double swap_time_ = 0;
};

}  // namespace app
