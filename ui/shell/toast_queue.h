#pragma once

#include <cstdint>
#include <vector>

#include "ui/frame/outbox.h"

namespace ui {

/// Which toasts are shown (docs/promises.md: Toasts): each 6 seconds and longer while hovered, errors and
/// questions until closed, at most three; older ones leave (everything is in the log as well). Times in
/// seconds since the start. UI thread.
class ToastQueue {
 public:
  struct Shown {
    std::uint64_t id = 0;
    Toast toast;
    double until = 0;  // errors and questions: infinity
  };

  static constexpr double kSeconds = 6;
  static constexpr std::size_t kMost = 3;

  void push(Toast toast, double now);
  void hover(std::uint64_t id, double now);  // its time starts anew
  void close(std::uint64_t id);
  void tick(double now);

  const std::vector<Shown>& shown() const { return shown_; }  // oldest first

 private:
  std::vector<Shown> shown_;
  std::uint64_t next_ = 1;
};

}  // namespace ui
