#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>

#include "core/session/commands.h"
#include "core/session/engine.h"
#include "core/session/live_run.h"
#include "core/session/mailbox.h"
#include "core/session/training_board.h"

namespace core {

/// The training thread and its state machine: Idle or Failed -> Loading -> Training <-> Paused -> Stopping ->
/// Idle; any failure leads to Failed, from where a new run can start. The last frozen copy outlives the run.
/// Steps are measured here too, so that it happens at the run's priority and never beside one.
class TrainingWorker {
 public:
  struct Options {
    double publish_seconds = 1.0;
    int publish_steps = 0;
    double measure_delay = 1.0;
  };

  /// `copy_published` gets every frozen copy, on the training thread.
  TrainingWorker(std::shared_ptr<Engine> engine, Options options, TrainingBoard& board, Publisher& publisher,
                 std::function<void(LiveCopy)> copy_published);
  /// Ends a running step early, saves a checkpoint (and the model if a stop was asked for) and joins.
  ~TrainingWorker();

  // UI thread; all return at once.
  /// No run is going on, or it is stopping. Stays true until start().
  bool may_start() const;
  /// Only after may_start().
  void start(const TrainOptions& options, bool resume);

  /// Replaces what is being measured; nothing while a run goes on.
  void measure(std::optional<TrainOptions> options);

  void pause() { orders_.put(PauseTraining{}); }

  void proceed() { orders_.put(ContinueTraining{}); }

  void stop();

  void save_checkpoint() { orders_.put(SaveCheckpoint{}); }

  void request_end();

 private:
  struct StartRun {
    TrainOptions options;
    bool resume = false;
    std::stop_token stop;
  };

  struct Measure {
    TrainOptions options;
    std::stop_token stop;
  };

  using Order =
      std::variant<StartRun, Measure, PauseTraining, ContinueTraining, StopTraining, SaveCheckpoint>;

  void run(const std::stop_token& end);
  void execute(const StartRun& start, const std::stop_token& end);
  void execute(const Measure& measure);
  StepTime time_step(const Measure& measure);
  void publish(const Measure& measure, StepEstimate answer);
  std::unique_ptr<Trainer> load(const StartRun& start);
  void train(TrainingRun& run, const StartRun& start, const std::stop_token& end);
  void end_run(TrainingRun& run, const std::stop_token& end);
  void obey(TrainingRun& run, const Order& order, bool& paused);
  void fail(Failed failed);
  void enter_unless_stopping(Phase phase);

  const std::shared_ptr<Engine> engine_;
  const Options options_;
  TrainingBoard& board_;
  Publisher& publisher_;
  const std::function<void(LiveCopy)> copy_published_;
  Fifo<Order> orders_;
  std::stop_source newest_run_;          // UI thread; of the newest start
  std::stop_source newest_measure_;      // UI thread
  std::atomic<int> starts_waiting_ = 0;  // sent, not yet taken
  std::jthread thread_;                  // last: joins before anything above goes
};

}  // namespace core
