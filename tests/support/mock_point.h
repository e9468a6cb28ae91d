#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/model/batch_norm_mode.h"

namespace test {

inline constexpr std::chrono::seconds kPatience{30};  // a hanging test fails instead of running for ever

/// A place in a mock that a test can hold, let fail and count. Open and working at first. Any thread.
class MockPoint {
 public:
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }

  void open() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = false;
      allowed_ = 0;
    }
    changed_.notify_all();
  }

  /// Lets that many calls through a closed point.
  void allow(int calls) {
    {
      const std::lock_guard lock(mutex_);
      allowed_ += calls;
    }
    changed_.notify_all();
  }

  void fail(std::string what) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(what);
  }

  void work() {
    const std::lock_guard lock(mutex_);
    failure_.reset();
  }

  int calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  void wait_for_calls(int calls) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [&] { return calls_ >= calls; }))
      throw std::runtime_error("the mock was not called often enough");
  }

  /// Called by the mock. False when `stop` ended the wait at a closed point.
  bool pass(std::stop_token stop = {}) {
    std::unique_lock lock(mutex_);
    ++calls_;
    changed_.notify_all();
    const bool through = changed_.wait(lock, stop, [this] { return !closed_ || allowed_ > 0; });
    if (!through) return false;
    if (closed_) --allowed_;
    if (failure_) throw core::Error(*failure_, "mock", "let it work again");
    return true;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool closed_ = false;
  int allowed_ = 0, calls_ = 0;
  std::optional<std::string> failure_;
};

/// Every place of the mock engine, shared by its models and trainers.
struct MockControls {
  MockPoint generate, discriminate, guided, randomise, settle, prepare;
  MockPoint load_model, load_image, sample_data, job;
  MockPoint time_step, make_trainer, step, publish, save_checkpoint, save_model;
  /// Of the copies that a training publishes; set before it starts.
  std::vector<core::BatchNormMode> live_modes{core::BatchNormMode::kPopulation, core::BatchNormMode::kBatch};

  /// Opens the places that do not notice a stop, so that a session can end.
  void release() {
    for (MockPoint* point : {&generate, &discriminate, &guided, &randomise, &settle, &load_model, &load_image,
                             &publish, &save_checkpoint, &save_model})
      point->open();
  }

  /// Mends every place.
  void work() {
    for (MockPoint* point :
         {&generate, &discriminate, &guided, &randomise, &settle, &load_model, &load_image, &sample_data,
          &job, &time_step, &make_trainer, &step, &publish, &save_checkpoint, &save_model})
      point->work();
  }
};

}  // namespace test
