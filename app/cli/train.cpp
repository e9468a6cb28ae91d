#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "app/cli/context.h"
#include "app/cli/train_flags.h"
#include "core/base/format.h"
#include "core/run/options_json.h"
#include "core/run/recipe.h"
#include "core/run/step_estimate.h"
#include "core/run/training_run.h"
#include "core/session/failure.h"
#include "core/tasks/data/image_sources.h"

namespace app {
namespace {

/// Clears the progress bar on a terminal before a line is printed.
const char* line_start() {
  return isatty(STDERR_FILENO) ? "\r\033[K" : "";
}

/// Says after the run's first steps how long an epoch takes. The very first also makes room and is left out.
class FirstSteps {
 public:
  FirstSteps(const core::TrainOptions& options, std::int64_t images) : options_(options) {
    time_.images = images;
  }

  void take(const core::StepStats& stats) {
    ++taken_;
    if (taken_ == 1 || taken_ > 1 + kCounted) return;
    time_.seconds += stats.seconds / kCounted;
    if (taken_ < 1 + kCounted) return;
    const std::string epoch = core::short_duration(core::epoch_seconds(options_, time_));
    std::fprintf(stderr, "%sa step takes %.2f s, an epoch of %s %s%s\n", line_start(), time_.seconds,
                 core::counted(time_.images, "images").c_str(), epoch.c_str(),
                 first_picture(stats.step).c_str());
  }

 private:
  static constexpr int kCounted = 2;

  std::string first_picture(std::int64_t step) const {
    const std::int64_t first = core::first_picture_steps(options_);
    if (step >= first || first > options_.steps) return {};
    return ", first recognisable picture in about " +
           core::short_duration(static_cast<double>(first - step) * time_.seconds);
  }

  const core::TrainOptions& options_;
  core::StepTime time_;
  int taken_ = 0;
};

/// A run as the command line sees it: lines and a bar on standard error.
class ToldRun final : public core::TrainingListener {
 public:
  explicit ToldRun(const CliContext& context)
      : context_(context),
        bar_(context.progress("training")),
        saving_(context.progress("saving the model, gathering statistics")) {}

  void began(const core::Trainer& trainer) override {
    steps_ = trainer.options().steps;
    if (!context_.json && !context_.quiet) first_steps_.emplace(trainer.options(), trainer.data().used);
  }

  void stepped(const core::RunProgress& progress, const core::StepHistory&) override {
    last_ = progress.latest;
    if (first_steps_) first_steps_->take(last_);
    if (bar_.report) bar_.report(last_.step, steps_, "steps");
  }

  void checkpoint_saved(const std::filesystem::path& file, std::int64_t step) override {
    checkpoint_ = file;
    context_.tell({{"event", "checkpoint"}, {"step", step}, {"path", file.string()}},
                  "saved  " + file.string());
  }

  void saving_model(std::int64_t done, std::int64_t total, std::string_view unit) override {
    if (saving_.report) saving_.report(done, total, unit);
  }

  void failed(core::RunWork) override { warned(core::failure({}).message); }

  void warned(const std::string& line) override { std::fprintf(stderr, "ganscope: %s\n", line.c_str()); }

  const core::StepStats& last() const { return last_; }

  const std::filesystem::path& checkpoint() const { return checkpoint_; }

 private:
  const CliContext& context_;
  const core::Progress bar_, saving_;
  std::int64_t steps_ = 0;
  std::optional<FirstSteps> first_steps_;
  core::StepStats last_;
  std::filesystem::path checkpoint_;
};

void print_result(const core::Trainer& trainer, const ToldRun& told, const std::filesystem::path& model,
                  CliContext& context) {
  const core::StepStats& last = told.last();
  context.print({{"step", trainer.step_count()},
                 {"stopped", !trainer.finished()},
                 {"checkpoint", told.checkpoint().string()},
                 {"model", model.string()},
                 {"loss_d", last.loss_d},
                 {"loss_g", last.loss_g},
                 {"d_real", last.d_real},
                 {"d_fake", last.d_fake_after},
                 {"images_used", trainer.data().used},
                 {"images_skipped", trainer.data().skipped},
                 {"warnings", trainer.data().warnings}},
                "step " + core::thousands(trainer.step_count()) + "  " + model.string());
}

void run_training(const core::TrainOptions& options, bool resume, CliContext& context) {
  std::unique_ptr<core::Trainer> trainer =
      context.engine().make_trainer(options, resume, context.progress("reading " + options.data));
  ToldRun told(context);
  const std::stop_callback stopping(context.stop(), [quiet = context.quiet] {
    if (!quiet)
      std::fprintf(
          stderr,
          "%sstopping: saving the checkpoint, then the model, whose statistics take a while (a second "
          "Ctrl-C keeps the checkpoint and leaves)\n",
          line_start());
  });
  SignalStop* const signals = context.signals;
  const std::stop_token hurry = signals ? signals->hurry() : std::stop_token();
  // Without copies: nobody looks. The result names a checkpoint, so one is written even when a resumed run
  // has no step to take.
  core::TrainingRun run(std::move(trainer), {}, told);
  run.train(context.stop(), [signals] { return signals && signals->take_save(); });
  const std::filesystem::path model = run.finish(hurry);
  if (model.empty() && run.saved_here()) throw core::Cancelled();
  if (model.empty())
    throw core::Error("neither the last checkpoint nor the model was saved", options.run.string(),
                      "the run resumes from the checkpoint before");
  print_result(run.trainer(), told, model, context);
  if (!run.saved_here())
    throw core::Error("the last checkpoint was not saved, the model was", model.string(),
                      "the reason stands above; the run resumes from the checkpoint before");
  if (!run.finished()) throw core::Cancelled();
}

}  // namespace

void add_train(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("train", "Train a DCGAN on " + tasks::image_source_words());
  const auto flags = std::make_shared<TrainFlags>(*command);
  const auto dry_run = std::make_shared<bool>(false);
  command->add_flag("--dry-run", *dry_run,
                    "Train nothing: print the run as one command, with --json every option of it");
  command->footer("Example: ganscope train rooms --preset classic --steps 200 --out runs/rooms");
  command->callback([flags, dry_run, &context] {
    const core::TrainOptions options = flags->options(context.device, context.threads);
    if (*dry_run)
      context.print(core::to_json(options), core::train_command(options));
    else
      run_training(options, flags->resumes(), context);
  });
}

}  // namespace app
