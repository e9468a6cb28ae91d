#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace core {

/// One slot between threads: the newest value wins, an older one that nobody took is never seen.
/// The value stays in the slot, so that one part of it can be changed while the rest stands. Any thread.
template <class T>
class Mailbox {
 public:
  /// `edit(T&)` puts the newest value in; keep it short, it runs under the lock.
  template <class Edit>
  void change(Edit&& edit) {
    {
      const std::lock_guard lock(mutex_);
      std::forward<Edit>(edit)(value_);
      fresh_ = true;
    }
    changed_.notify_one();
  }

  /// Waits until something was put in since the last take(), or until the deadline if there is one; empty
  /// when the thread is asked to stop.
  std::optional<T> take(std::stop_token stop,
                        std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt) {
    std::unique_lock lock(mutex_);
    const auto fresh = [this] { return fresh_; };
    if (deadline)
      changed_.wait_until(lock, stop, *deadline, fresh);
    else
      changed_.wait(lock, stop, fresh);
    if (stop.stop_requested()) return std::nullopt;
    fresh_ = false;
    return value_;
  }

  /// Something newer than the last take() lies in the slot.
  bool fresh() const {
    const std::lock_guard lock(mutex_);
    return fresh_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  T value_{};
  bool fresh_ = false;
};

/// A queue between threads: nothing is lost, order is kept. Any thread.
template <class T>
class Fifo {
 public:
  void put(T value) {
    {
      const std::lock_guard lock(mutex_);
      values_.push_back(std::move(value));
    }
    changed_.notify_one();
  }

  /// Waits for the oldest value; empty when the thread is asked to stop.
  std::optional<T> take(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return !values_.empty(); }) || stop.stop_requested())
      return std::nullopt;
    return pop();
  }

  /// The oldest value if there is one, without waiting.
  std::optional<T> try_take() {
    const std::lock_guard lock(mutex_);
    if (values_.empty()) return std::nullopt;
    return pop();
  }

 private:
  std::optional<T> pop() {
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    return value;
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<T> values_;
};

}  // namespace core
