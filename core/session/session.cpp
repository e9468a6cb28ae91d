#include "core/session/session.h"

#include <optional>
#include <string>
#include <utility>

#include "core/session/explore_worker.h"
#include "core/session/job_worker.h"
#include "core/session/model_opening.h"
#include "core/session/training_worker.h"

namespace core {
namespace {

constexpr int kSizeWithoutModel = 64;

}  // namespace

// Members in the order of what uses what: destruction joins the workers from the last to the first.
struct Session::State {
  State(std::shared_ptr<Engine> session_engine, std::function<void()> wake, const SessionOptions& options);
  ~State();

  // One for each command.
  void operator()(VerifyModel& command);
  void operator()(ConvertModel& command);
  void operator()(StartTraining& command);
  void operator()(WriteFigure& command);
  void operator()(FitForget& command);
  void operator()(FindNearest& command);
  void operator()(MeasureDiversity& command);
  void operator()(OpenImage& command);
  void operator()(LookAtData& command);
  void operator()(CancelJob& command);

  void operator()(const LoadModel& command) { opening.open(command); }

  void operator()(const ChangeModel& command) { opening.change(command.settings); }

  void operator()(MeasureStep& command) { training.measure(std::move(command.options)); }

  void operator()(const PauseTraining&) { training.pause(); }

  void operator()(const ContinueTraining&) { training.proceed(); }

  void operator()(const StopTraining&) { training.stop(); }

  void operator()(const SaveCheckpoint&) { training.save_checkpoint(); }

  void operator()(const FollowLive& command) { shown.follow(command.follow); }

  FrozenModelPtr model_for(const char* failed);

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

FrozenModelPtr Session::State::model_for(const char* failed) {
  FrozenModelPtr model = shown.shown().model;
  if (!model) publisher.emit(Failed{failed, "no model is open (open one first)", {}});
  return model;
}

void Session::State::operator()(VerifyModel& command) {
  long_jobs.add(
      "Verify " + std::filesystem::path(command.source.file).filename().string(),
      "The model was not verified", [this, source = std::move(command.source)](const Progress& progress) {
        return ModelVerified{std::make_shared<const ModelReport>(engine->verify_model(source, {}, progress))};
      });
}

void Session::State::operator()(ConvertModel& command) {
  long_jobs.add("Write " + command.request.out.filename().string(), "The model was not written",
                [this, request = std::move(command.request)](const Progress& progress) {
                  return ModelConverted{engine->convert_model(request, progress)};
                });
}

void Session::State::operator()(StartTraining& command) {
  if (!training.may_start()) {
    publisher.emit(Failed{"Training was not started", "a run is going on already (stop it first)", {}});
    return;
  }
  shown.expect_live();  // before the worker can publish a copy
  training.start(command.options, command.resume);
}

void Session::State::operator()(WriteFigure& command) {
  const char* failed = "The figure was not written";
  const FrozenModelPtr model = model_for(failed);
  if (!model) return;
  std::string title = "Export " + command.request.out.filename().string();
  long_jobs.add(std::move(title), failed,
                [this, model, request = std::move(command.request)](const Progress& progress) {
                  return FigureWritten{engine->write_figure(*model, request, progress)};
                });
}

void Session::State::operator()(FitForget& command) {
  const char* failed = "The fit failed";
  const FrozenModelPtr model = model_for(failed);
  if (!model) return;
  long_jobs.add(
      "Fit " + command.request.label, failed,
      [this, model, request = std::move(command.request)](const Progress& progress) {
        return ForgetFitted{std::make_shared<const ForgetFit>(engine->fit_forget(*model, request, progress))};
      });
}

void Session::State::operator()(FindNearest& command) {
  long_jobs.add(kNearestJob, "The nearest real images were not found",
                [this, request = std::move(command.request)](const Progress& progress) {
                  NearestResult found = engine->nearest_reals(request, progress);
                  found.request = request;
                  return NearestFound{std::make_shared<const NearestResult>(std::move(found))};
                });
}

void Session::State::operator()(MeasureDiversity& command) {
  const char* failed = "The diversity was not measured";
  const FrozenModelPtr model = model_for(failed);
  if (!model) return;
  long_jobs.add(kDiversityJob, failed,
                [this, model, request = std::move(command.request)](const Progress& progress) {
                  DiversityResult measured = engine->diversity(*model, request, progress);
                  measured.request = request;
                  return DiversityMeasured{std::move(measured)};
                });
}

void Session::State::operator()(OpenImage& command) {
  std::string title = "Open " + command.file.filename().string();
  quick_jobs.add(std::move(title), "The image was not opened",
                 [this, file = std::move(command.file)](const Progress&) {
                   Image image = engine->load_image(file);
                   return ImageOpened{file, std::move(image)};
                 });
}

void Session::State::operator()(LookAtData& command) {
  const FrozenModelPtr model = shown.shown().model;
  const int size = model ? model->info().size : kSizeWithoutModel;
  const int channels = model ? model->info().channels : 3;
  quick_jobs.add("Look at " + command.data, "The data could not be read",
                 [this, size, channels, data = std::move(command)](const Progress& progress) {
                   std::vector<Image> images =
                       engine->sample_data(data.data, size, channels, data.count, data.seed, progress);
                   return DataSampled{data.data, std::move(images)};
                 });
}

void Session::State::operator()(CancelJob& command) {
  if (std::optional<std::string> title = jobs.cancel(command.job))
    publisher.emit(JobCancelled{std::move(*title)});
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
  snapshot.following_live = state_->shown.following();
  snapshot.train = state_->board.snapshot();
  snapshot.jobs = state_->jobs.snapshot();
  state_->publisher.copy_pictures(snapshot);
  return snapshot;
}

}  // namespace core
