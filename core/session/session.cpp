#include "core/session/session.h"

#include <optional>
#include <utility>

#include "core/session/explore_worker.h"
#include "core/session/job_worker.h"
#include "core/session/model_opening.h"
#include "core/session/training_worker.h"

namespace core {

// Members in the order of what uses what: destruction joins the workers from the last to the first.
struct Session::State {
  State(std::shared_ptr<Engine> session_engine, std::function<void()> wake, const SessionOptions& options);
  ~State();

  // One for each command.
  void operator()(StartTraining& command);
  void operator()(RunTask& command);
  void operator()(const CancelJob& command);

  void operator()(const LoadModel& command) { opening.open(command); }

  void operator()(const ChangeModel& command) { opening.change(command.settings); }

  void operator()(MeasureStep& command) { training.measure(std::move(command.options)); }

  void operator()(const PauseTraining&) { training.pause(); }

  void operator()(const ContinueTraining&) { training.proceed(); }

  void operator()(const StopTraining&) { training.stop(); }

  void operator()(const SaveCheckpoint&) { training.save_checkpoint(); }

  void operator()(const FollowLive& command) { shown.follow(command.follow); }

  std::shared_ptr<Engine> engine;
  Publisher publisher;
  JobList jobs;
  TrainingBoard board;
  ExploreWorker explore;
  ShownModel shown;
  TrainingWorker training;
  ModelOpening opening;
  JobWorker long_jobs, quick_jobs;  // opening something does not wait behind an export
};

Session::State::State(std::shared_ptr<Engine> session_engine, std::function<void()> wake,
                      const SessionOptions& options)
    : engine(std::move(session_engine)),
      publisher(std::move(wake)),
      board(publisher),
      explore(engine, options.explore_threads, publisher,
              [this](const GridOrder& order, std::vector<Image> images) {
                board.put_grid(order.run, order.step, std::move(images));
              }),
      shown([this](const VersionedModel& model) {
        explore.show(model);
        publisher.wake();
      }),
      training(engine, {options.publish_seconds, options.publish_steps, options.measure_delay}, board,
               publisher,
               [this](const LiveCopy& copy) {
                 // Here rather than on the explore thread, whose pictures would wait for it.
                 if (shown.shown().live) copy.model->prepare(explore.wanted_mode());
                 shown.put_live(copy.model);
                 explore.draw_grid({copy.run, copy.step, copy.model, copy.fixed_z});
               }),
      opening(engine, publisher, jobs, shown),
      long_jobs(engine, publisher, jobs),
      quick_jobs(engine, publisher, jobs) {}

// All are asked before the first is joined, so that they end side by side.
Session::State::~State() {
  opening.request_stop();
  quick_jobs.request_stop();
  long_jobs.request_stop();
  training.request_end();
  explore.request_stop();
}

void Session::State::operator()(StartTraining& command) {
  if (!training.may_start()) {
    publisher.emit(Failed{"Training was not started", "a run is going on already (stop it first)", {}});
    return;
  }
  shown.expect_live();  // before the worker can publish a copy
  training.start(command.options, command.resume);
}

void Session::State::operator()(RunTask& command) {
  const auto asked = std::make_shared<const RunTask>(std::move(command));
  const TaskKind& kind = task_kind(asked->request);
  const FrozenModelPtr model = kind.model == ModelUse::kNone ? nullptr : shown.shown().model;
  if (!model && kind.model == ModelUse::kNeeded) {
    publisher.emit(Failed{kind.failed, "no model is open (open one first)", {}, asked});
    return;
  }
  JobWorker& jobs = kind.order == TaskOrder::kBeside ? quick_jobs : long_jobs;
  jobs.add(
      task_title(asked->request), kind.failed,
      [this, asked, model](const Progress& progress) {
        TaskResult result = engine->run(asked->request, model, progress);
        return TaskDone{asked, std::make_shared<const TaskResult>(std::move(result))};
      },
      asked);
}

void Session::State::operator()(const CancelJob& command) {
  if (std::optional<JobSnapshot> job = jobs.cancel(command.job))
    publisher.emit(JobCancelled{std::move(job->title), std::move(job->task)});
}

Session::Session(std::shared_ptr<Engine> engine, std::function<void()> wake, SessionOptions options)
    : state_(std::make_unique<State>(std::move(engine), std::move(wake), options)) {}

Session::~Session() = default;

void Session::send(Command command) {
  std::visit(*state_, command);
}

void Session::request(RenderRequest request) {
  state_->explore.request(std::move(request));
}

std::vector<Event> Session::take_events() {
  return state_->publisher.take_events();
}

Snapshot Session::snapshot() const {
  Snapshot snapshot;
  const VersionedModel shown = state_->shown.shown();
  snapshot.model = shown.model;
  snapshot.model_version = shown.version;
  snapshot.made_by = shown.made_by;
  snapshot.live = shown.live;
  snapshot.train = state_->board.snapshot();
  const Phase phase = snapshot.train->phase;
  // A run that failed before its first copy has none that could be followed.
  snapshot.following_live =
      state_->shown.following() && (shown.live || (phase != Phase::kIdle && phase != Phase::kFailed));
  snapshot.jobs = state_->jobs.snapshot();
  state_->publisher.copy_pictures(snapshot);
  return snapshot;
}

}  // namespace core
