#include "ui/shell/toast_queue.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ui {

namespace {

bool stays(const Toast& toast) {
  return toast.kind == ToastKind::kError || toast.asks;
}

}  // namespace

void ToastQueue::push(Toast toast, double now) {
  const double until = stays(toast) ? std::numeric_limits<double>::infinity() : now + kSeconds;
  shown_.push_back({next_++, std::move(toast), until});
  if (shown_.size() <= kMost) return;
  unread_errors_ += shown_.front().toast.kind == ToastKind::kError;
  shown_.erase(shown_.begin());
}

void ToastQueue::hover(std::uint64_t id, double now) {
  for (Shown& one : shown_)
    if (one.id == id && !one.toast.asks) one.until = now + kSeconds;
}

void ToastQueue::see(double now) {
  for (Shown& one : shown_)
    if (!one.toast.asks) one.until = std::min(one.until, now + kSeconds);
}

void ToastQueue::close(std::uint64_t id) {
  std::erase_if(shown_, [id](const Shown& one) { return one.id == id; });
}

void ToastQueue::tick(double now) {
  for (const Shown& one : shown_) unread_errors_ += one.until <= now && one.toast.kind == ToastKind::kError;
  std::erase_if(shown_, [now](const Shown& one) { return one.until <= now; });
}

}  // namespace ui
