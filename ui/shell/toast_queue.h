#pragma once

#include <cstdint>
#include <vector>

#include "ui/frame/outbox.h"

namespace ui {

/// Which toasts wait to be read (docs/promises.md: Toasts): each 6 seconds and longer while hovered, errors
/// until they were seen, questions until they were answered, at most three; older ones leave (everything is
/// in the log as well). The newest one is shown. Times in seconds since the start. UI thread.
class ToastQueue {
 public:
  struct Shown {
    std::uint64_t id = 0;
    Toast toast;
    double until = 0;  // questions, and errors that nobody has seen: infinity
  };

  static constexpr double kSeconds = 6;
  static constexpr std::size_t kMost = 3;

  void push(Toast toast, double now);
  void hover(std::uint64_t id, double now);  // its time starts anew; an error was seen
  void see(double now);                      // the person went on to something else: errors were seen
  void close(std::uint64_t id);
  void tick(double now);

  const std::vector<Shown>& shown() const { return shown_; }  // oldest first

  /// Errors that left by themselves since the log was last looked at.
  int unread_errors() const { return unread_errors_; }

  void read_errors() { unread_errors_ = 0; }

 private:
  std::vector<Shown> shown_;
  std::uint64_t next_ = 1;
  int unread_errors_ = 0;
};

}  // namespace ui
