#pragma once

#include <atomic>
#include <thread>

namespace app {

/// Plays a mouse that drags in circles: X11 events from a thread and a connection of its own, so that they
/// reach GLFW the way a person's do and do not wait for the window's loop.
class MousePlayer {
 public:
  struct Drag {
    unsigned long window = 0;  // X11 window the events go to
    int x = 0, y = 0;          // centre of the circle in the window
    int radius = 60;
    int moves = 1000;
    double moves_per_second = 30;
  };

  /// Presses the left button at once, moves, releases. Throws core::Error when there is no X11 display.
  explicit MousePlayer(const Drag& drag);

  bool done() const { return done_.load(); }

 private:
  std::atomic<bool> done_{false};
  std::jthread thread_;
};

}  // namespace app
