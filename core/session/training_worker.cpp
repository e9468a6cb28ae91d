#include "core/session/training_worker.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "core/session/failure.h"

namespace core {
namespace {

constexpr const char* kTitle = "Training";
constexpr double kLoadStep = 0.005;  // the bar moves in half per cents

}  // namespace

TrainingWorker::TrainingWorker(std::shared_ptr<Engine> engine, Options options, TrainingBoard& board,
                               Publisher& publisher, std::function<void(LiveCopy)> copy_published)
    : engine_(std::move(engine)),
      options_(options),
      board_(board),
      publisher_(publisher),
      copy_published_(std::move(copy_published)) {
  thread_ = std::jthread([this](const std::stop_token& end) { run(end); });
}

TrainingWorker::~TrainingWorker() {
  request_end();
}

void TrainingWorker::request_end() {
  thread_.request_stop();
  newest_measure_.request_stop();
  newest_run_.request_stop();
}

bool TrainingWorker::may_start() const {
  if (starts_waiting_ > 0 && !newest_run_.stop_requested()) return false;
  const Phase phase = board_.snapshot()->phase;
  return phase == Phase::kIdle || phase == Phase::kFailed || phase == Phase::kStopping;
}

void TrainingWorker::start(const TrainOptions& options, bool resume) {
  newest_measure_.request_stop();  // before the board is cleared: publish() asks for it
  board_.begin_run(options);
  newest_run_ = std::stop_source();
  ++starts_waiting_;
  orders_.put(StartRun{options, resume, newest_run_.get_token()});
}

void TrainingWorker::measure(std::optional<TrainOptions> options) {
  const Phase phase = board_.snapshot()->phase;
  if (starts_waiting_ > 0 || (phase != Phase::kIdle && phase != Phase::kFailed)) return;
  newest_measure_.request_stop();
  newest_measure_ = std::stop_source();
  auto asked = options ? std::make_shared<const StepEstimate>(StepEstimate{*options}) : nullptr;
  board_.change([&](TrainSnapshot& snapshot) { snapshot.estimate = std::move(asked); });
  if (options) orders_.put(Measure{*std::move(options), newest_measure_.get_token()});
}

// The phase changes here, on the UI thread: a step or the loading of data may take seconds to notice.
void TrainingWorker::stop() {
  board_.change([](TrainSnapshot& snapshot) {
    if (snapshot.phase == Phase::kLoading || snapshot.phase == Phase::kTraining ||
        snapshot.phase == Phase::kPaused)
      snapshot.phase = Phase::kStopping;
  });
  newest_run_.request_stop();
  orders_.put(StopTraining{});
}

void TrainingWorker::enter_unless_stopping(Phase phase) {
  board_.change([phase](TrainSnapshot& snapshot) {
    if (snapshot.phase != Phase::kStopping) snapshot.phase = phase;
  });
}

void TrainingWorker::fail(Failed failed) {
  board_.change([&](TrainSnapshot& snapshot) {
    snapshot.phase = Phase::kFailed;
    snapshot.message = failed.message;
  });
  publisher_.emit(std::move(failed));
}

void TrainingWorker::run(const std::stop_token& end) {
  while (const std::optional<Order> order = orders_.take(end)) {
    if (const auto* measure = std::get_if<Measure>(&*order)) execute(*measure);
    // Without a run there is nothing to pause, stop or save.
    const auto* start = std::get_if<StartRun>(&*order);
    if (start == nullptr) continue;
    try {
      execute(*start, end);
    } catch (const Cancelled&) {
      board_.change([](TrainSnapshot& snapshot) { snapshot.phase = Phase::kIdle; });
      publisher_.emit(JobCancelled{{kTitle}});
    } catch (...) {
      fail(failure("Training failed"));
    }
  }
}

void TrainingWorker::execute(const StartRun& start, const std::stop_token& end) {
  --starts_waiting_;
  board_.begin_run(start.options);  // acts on a start that waited for the stop of an earlier run
  std::unique_ptr<Trainer> trainer = load(start);
  if (start.stop.stop_requested()) throw Cancelled();
  LiveRun live(board_.run(), board_, publisher_, copy_published_);
  TrainingRun run(std::move(trainer),
                  {PublishPace(options_.publish_seconds, options_.publish_steps), start.resume}, live);
  enter_unless_stopping(Phase::kTraining);
  publisher_.emit(TrainingStarted{board_.snapshot()->options});
  train(run, start, end);
  end_run(run, end);
}

void TrainingWorker::execute(const Measure& measure) {
  StepEstimate answer{measure.options};
  try {
    answer.time = time_step(measure);
  } catch (const Cancelled&) {
    return;
  } catch (...) {
    answer.failure = failure({}).message;  // shown where it was asked for: no event
  }
  publish(measure, std::move(answer));
}

StepTime TrainingWorker::time_step(const Measure& measure) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, measure.stop, std::chrono::duration<double>(options_.measure_delay),
                 [] { return false; });
  if (measure.stop.stop_requested()) throw Cancelled();
  engine_->enter_thread(ThreadRole::kTraining, measure.options.threads);
  Progress progress;
  progress.stop = measure.stop;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view) {
    StepEstimate so_far{measure.options};
    so_far.share = static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(total, 1));
    publish(measure, std::move(so_far));
  };
  return engine_->time_step(measure.options, progress);
}

// Asked under the lock, and stopped before the window clears the board: what nobody waits for any more never
// overwrites what came after it.
void TrainingWorker::publish(const Measure& measure, StepEstimate answer) {
  auto published = std::make_shared<const StepEstimate>(std::move(answer));
  board_.change([&](TrainSnapshot& snapshot) {
    if (!measure.stop.stop_requested()) snapshot.estimate = std::move(published);
  });
}

std::unique_ptr<Trainer> TrainingWorker::load(const StartRun& start) {
  if (start.stop.stop_requested()) throw Cancelled();
  engine_->enter_thread(ThreadRole::kTraining, start.options.threads);
  Progress progress;
  progress.stop = start.stop;
  double shown = 0;
  progress.report = [&](std::int64_t done, std::int64_t total, std::string_view) {
    const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    if (std::abs(share - shown) < kLoadStep) return;
    shown = share;
    board_.change([share](TrainSnapshot& snapshot) { snapshot.load_share = share; });
  };
  std::unique_ptr<Trainer> trainer = engine_->make_trainer(start.options, start.resume, progress);
  if (!trainer) throw Error("the run could not be set up", start.options.run.string());
  return trainer;
}

void TrainingWorker::train(TrainingRun& run, const StartRun& start, const std::stop_token& end) {
  bool paused = false;
  while (!start.stop.stop_requested() && !end.stop_requested() && !run.finished()) {
    std::optional<Order> order = paused ? orders_.take(end) : orders_.try_take();
    if (order) {
      obey(run, *order, paused);
    } else if (!paused) {
      run.step(start.stop);
    }
  }
}

// A stop needs no action here: its token is checked before every order and every step. A start cannot come,
// start() lets none through while a run goes on.
void TrainingWorker::obey(TrainingRun& run, const Order& order, bool& paused) {
  if (std::holds_alternative<SaveCheckpoint>(order)) run.save_checkpoint();
  const bool pause = std::holds_alternative<PauseTraining>(order);
  const bool proceed = std::holds_alternative<ContinueTraining>(order);
  if ((pause && paused) || (proceed && !paused) || (!pause && !proceed)) return;
  paused = pause;
  if (proceed) run.forget_pause();
  enter_unless_stopping(paused ? Phase::kPaused : Phase::kTraining);
}

void TrainingWorker::end_run(TrainingRun& run, const std::stop_token& end) {
  // Closing the window keeps what was done; the model file is written when somebody stops the run or it is
  // over.
  if (end.stop_requested() && board_.snapshot()->phase != Phase::kStopping && !run.finished()) {
    if (!run.saved_here()) run.save_checkpoint();
    return;
  }
  board_.change([](TrainSnapshot& snapshot) { snapshot.phase = Phase::kStopping; });
  std::filesystem::path model = run.finish();
  board_.change([](TrainSnapshot& snapshot) {
    snapshot.phase = Phase::kIdle;
    snapshot.seconds_left = 0;
  });
  publisher_.emit(TrainingEnded{run.trainer().step_count(), std::move(model)});
}

}  // namespace core
