#include <unistd.h>

#include <cstdio>
#include <memory>

#include "app/cli/context.h"
#include "app/cli/train_flags.h"
#include "core/base/format.h"
#include "core/engine/train/train_loop.h"
#include "core/run/options_json.h"
#include "core/run/recipe.h"
#include "core/run/step_estimate.h"

namespace app {
namespace {

/// Before a line that replaces the progress bar of a terminal.
const char* line_start() {
  return isatty(STDERR_FILENO) ? "\r\033[K" : "";
}

/// What the run's own first steps tell about the time to come; the very first also makes room and is left
/// out.
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
    std::fprintf(stderr, "%sa step takes %.2f s, an epoch of %s images %s%s\n", line_start(), time_.seconds,
                 core::thousands(time_.images).c_str(), epoch.c_str(), first_picture(stats.step).c_str());
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

void run_training(const core::TrainOptions& options, bool resume, CliContext& context) {
  const std::unique_ptr<core::Trainer> trainer =
      context.engine().make_trainer(options, resume, context.progress("reading " + options.data));
  const core::Progress progress = context.progress("training");
  core::StepStats last;
  FirstSteps first_steps(trainer->options(), trainer->data().used);
  engine::TrainLoopHooks hooks;
  hooks.stop = context.stop();
  hooks.saving.report = context.progress("saving the model, gathering statistics").report;
  const std::stop_callback stopping(context.stop(), [quiet = context.quiet] {
    if (!quiet)
      std::fprintf(stderr, "%sstopping: saving the model (a second Ctrl-C ends without it)\n", line_start());
  });
  hooks.on_step = [&](const core::StepStats& stats) {
    last = stats;
    if (!context.json && !context.quiet) first_steps.take(stats);
    if (progress.report) progress.report(stats.step, trainer->options().steps, "steps");
  };
  hooks.on_warning = [](const std::string& warning) {
    std::fprintf(stderr, "ganscope: %s\n", warning.c_str());
  };
  const engine::TrainLoopResult result = engine::train(*trainer, hooks);
  context.print({{"step", trainer->step_count()},
                 {"stopped", result.stopped},
                 {"checkpoint", result.checkpoint.string()},
                 {"model", result.model.string()},
                 {"loss_d", last.loss_d},
                 {"loss_g", last.loss_g},
                 {"d_real", last.d_real},
                 {"d_fake", last.d_fake_after},
                 {"images_used", trainer->data().used},
                 {"images_skipped", trainer->data().skipped}},
                "step " + core::thousands(trainer->step_count()) + "  " + result.model.string());
  if (result.stopped) throw core::Cancelled();
}

}  // namespace

void add_train(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "train", "Train a DCGAN on a folder of images, a packed file or a procedural set");
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
