#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/session/commands.h"
#include "core/session/engine.h"
#include "core/session/snapshot.h"

namespace core {

struct SessionOptions {
  int explore_threads = 1;
  double publish_seconds = 1.0;  // at most this often a frozen copy leaves training
  int publish_steps = 0;         // 0 = by time only
  double measure_delay = 1.0;    // seconds until a step is measured: settings are often changed in a row
};

/// The workers behind the window: training, explore and job threads over an Engine. Commands go in, snapshots
/// and events come out (docs/architecture.md: The one-way loop). Every method is for the UI thread and
/// returns at once; the destructor stops and joins the workers (a running training saves a checkpoint first).
class Session {
 public:
  /// `wake` is called from worker threads when there is something new to draw; it must be cheap and
  /// thread-safe.
  Session(std::shared_ptr<Engine> engine, std::function<void()> wake, SessionOptions options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void send(Command command);
  void request(RenderRequest request);  // replaces one that was not begun
  /// Take the events before the snapshot of a frame: what an event tells is then in the snapshot.
  std::vector<Event> take_events();
  Snapshot snapshot() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace core
