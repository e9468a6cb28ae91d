#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/session/session.h"
#include "tests/support/mock_engine.h"

namespace test {

/// Counts the wake calls of a session, so that a test can wait for the next one instead of sleeping.
class WakeSignal {
 public:
  void operator()() {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }

  std::uint64_t count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

  void wait_past(std::uint64_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [&] { return count_ > count; }))
      throw std::runtime_error("the session did not wake the window");
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t count_ = 0;
};

/// A session over the mock engine, driven as the window would. Test thread only.
struct SessionDriver {
  std::shared_ptr<MockEngine> engine = std::make_shared<MockEngine>();
  std::shared_ptr<MockControls> controls = engine->controls;
  WakeSignal wake;
  std::vector<core::Event> events;  // arrived and not yet taken by event()
  core::Session session;

  explicit SessionDriver(core::SessionOptions options = {.publish_seconds = 1e9, .publish_steps = 1})
      : session(
            engine, [this] { wake(); }, options) {}

  // A held mock must not hold the end of the test.
  ~SessionDriver() { controls->release(); }

  void collect() {
    for (core::Event& event : session.take_events()) events.push_back(std::move(event));
  }

  /// The first snapshot for which `holds(snapshot)` is true.
  template <class Predicate>
  core::Snapshot until(Predicate&& holds) {
    for (;;) {
      const std::uint64_t seen = wake.count();
      core::Snapshot snapshot = session.snapshot();
      if (holds(snapshot)) return snapshot;
      wake.wait_past(seen);
    }
  }

  core::Snapshot until_phase(core::Phase phase) {
    return until([phase](const core::Snapshot& snapshot) { return snapshot.train->phase == phase; });
  }

  core::Snapshot until_stamp(core::Surface surface, std::uint64_t stamp) {
    return until([=](const core::Snapshot& snapshot) {
      return snapshot.surface(surface) != nullptr && snapshot.surface(surface)->stamp >= stamp;
    });
  }

  /// Waits for the next event of this kind that is `wanted` and takes it; others stay in `events`.
  template <class Kind, class Predicate>
  Kind event(Predicate&& wanted) {
    for (;;) {
      const std::uint64_t seen = wake.count();
      collect();
      for (auto event = events.begin(); event != events.end(); ++event)
        if (auto* found = std::get_if<Kind>(&*event); found && wanted(*found)) {
          Kind taken = std::move(*found);
          events.erase(event);
          return taken;
        }
      wake.wait_past(seen);
    }
  }

  template <class Kind>
  Kind event() {
    return event<Kind>([](const Kind&) { return true; });
  }

  /// The same for the answer to a task of this kind.
  template <class Request>
  core::Answer<Request> answer() {
    return core::answer_to<Request>(
        event<core::TaskDone>([](const core::TaskDone& done) { return core::is_task<Request>(done.asked); }));
  }

  template <class Kind>
  int count() {
    collect();
    int found = 0;
    for (const core::Event& event : events) found += std::holds_alternative<Kind>(event) ? 1 : 0;
    return found;
  }

  template <class Request>
  int count_answers() {
    collect();
    int found = 0;
    for (const core::Event& event : events)
      if (const auto* done = std::get_if<core::TaskDone>(&event))
        found += core::is_task<Request>(done->asked) ? 1 : 0;
    return found;
  }

  core::FrozenModelPtr open(const std::string& name = "rooms") {
    session.send(core::LoadModel{name});
    core::FrozenModelPtr model = event<core::ModelOpened>().model;
    event<core::RunRecordRead>();  // with it the job ends
    return model;
  }
};

}  // namespace test
