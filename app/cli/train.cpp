#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "app/cli/context.h"
#include "app/cli/model_options.h"
#include "app/cli/seed.h"
#include "core/base/format.h"
#include "core/engine/train/train_loop.h"
#include "core/run/option_error.h"
#include "core/run/run_folder.h"
#include "core/run/step_estimate.h"

namespace app {
namespace {

/// What was said on the command line; what was not said comes from the preset.
struct TrainFlags {
  std::string data, preset = "classic", prior, out, resume;
  core::TrainOptions values;
};

template <class T>
using Member = T core::TrainOptions::*;

/// Options that were given are copied onto the preset by these.
struct Flags {
  std::shared_ptr<TrainFlags> said = std::make_shared<TrainFlags>();
  std::vector<std::function<void(core::TrainOptions&)>> apply;

  template <class T>
  void add(CLI::App& command, const std::string& name, Member<T> member, const std::string& help) {
    CLI::Option* option = command.add_option(name, said->values.*member, help);
    if (same_in_all_presets(member))
      option->capture_default_str();
    else
      option->default_str(kOfPreset);
    remember(option, member);
  }

  void add_prior(CLI::App& command) {
    command.add_option("--prior", said->prior, "Of z: gaussian or uniform")->default_str(kOfPreset);
    apply.push_back([said = said](core::TrainOptions& options) {
      if (!said->prior.empty()) options.prior = prior_of(said->prior);
    });
  }

  void add_flag(CLI::App& command, const std::string& name, Member<bool> member, const std::string& help) {
    remember(command.add_flag(name, said->values.*member, help), member);
  }

 private:
  static constexpr const char* kOfPreset = "of the preset";

  template <class T>
  static bool same_in_all_presets(Member<T> member) {
    const std::vector<std::string> presets = core::train_presets();
    return std::all_of(presets.begin(), presets.end(), [member](const std::string& preset) {
      return core::preset_options(preset).*member == core::TrainOptions().*member;
    });
  }

  template <class T>
  void remember(CLI::Option* option, Member<T> member) {
    apply.push_back([option, member, said = said](core::TrainOptions& options) {
      if (option->count() > 0) options.*member = said->values.*member;
    });
  }
};

void add_network_flags(CLI::App& command, Flags& flags) {
  using Options = core::TrainOptions;
  flags.add(command, "--layout", &Options::layout,
            "classic (4x4 kernels, dcgan.torch and PyTorch) or paper (5x5, linear stem)");
  flags.add(command, "--size", &Options::size,
            "Side of the square images: base x 2^n with base 4 to 7, 16 to 256");
  flags.add(command, "--channels", &Options::channels, "1 grey, 3 colour");
  flags.add(command, "--nz", &Options::nz, "Coordinates of z");
  flags.add_prior(command);
  flags.add(command, "--ngf", &Options::ngf, "Width of G");
  flags.add(command, "--ndf", &Options::ndf, "Width of D");
}

void add_recipe_flags(CLI::App& command, Flags& flags) {
  using Options = core::TrainOptions;
  flags.add(command, "--init", &Options::init,
            "Start from the weights of this model (file or bundled name); without it from random ones");
  flags.add(command, "--batch", &Options::batch, "Images a step");
  flags.add(command, "--lr-g", &Options::lr_g, "Adam's rate for G");
  flags.add(command, "--lr-d", &Options::lr_d, "Adam's rate for D");
  flags.add(command, "--beta1", &Options::beta1, "Adam's beta1");
  flags.add(command, "--weight-decay", &Options::weight_decay, "L2 on all parameters");
  flags.add(command, "--smooth-real", &Options::label_real,
            "Label of reals for D; 0.9 = one-sided smoothing");
  flags.add(command, "--ema", &Options::ema, "Decay a step of the averaged G; 0 = none");
  flags.add_flag(command, "--flip", &Options::flip, "Mirror reals at random");
  flags.add(command, "--shift", &Options::shift, "Shift reals and fakes by up to this many pixels");
  flags.add(command, "--lr-decay-from", &Options::lr_decay_from,
            "Share of the run after which the rates fall to 0");
  flags.add(command, "--data-count", &Options::data_count, "Images made when DATA is procedural");
}

void add_run_flags(CLI::App& command, Flags& flags) {
  using Options = core::TrainOptions;
  flags.add(command, "--steps", &Options::steps, "Length of the run in steps");
  flags.add(command, "--minutes", &Options::minutes, "Stop and save after so many minutes; 0 = no limit");
  flags.add(command, "--checkpoint-every", &Options::checkpoint_every, "Steps between checkpoints");
  flags.add(command, "--keep", &Options::keep, "Newest checkpoints kept");
  flags.add(command, "--sample-every", &Options::sample_every, "Steps between sheets of the fixed z");
  flags.add(command, "--seed", &Options::seed, "Decides weights, z, order of the data");
  command.get_option("--seed")->check(seed_range());
  flags.add_flag(command, "--half", &Options::half, "Save convolutions of the final model in half precision");
}

/// How an option of core::TrainOptions is typed.
std::string flag_of(std::string option) {
  if (option == "label_real") return "--smooth-real";
  std::replace(option.begin(), option.end(), '_', '-');
  return "--" + option;
}

core::TrainOptions resolve(const TrainFlags& said, const Flags& flags, const CliContext& context) {
  core::TrainOptions options;
  if (!said.resume.empty()) {
    if (!said.data.empty() || !said.out.empty())
      throw core::UsageError("a resumed run keeps its data and its folder",
                             said.data.empty() ? "--out" : "DATA", "leave it out, or begin a new run");
    options = core::read_run_options(said.resume);
    options.run = said.resume;
  } else {
    if (said.data.empty())
      throw core::UsageError("nothing to train on", "DATA",
                             "give a folder, a packed file, rooms or portraits");
    if (said.out.empty())
      throw core::UsageError("no folder for the run", "--out", "give a folder that does not hold a run yet");
    options = core::preset_options(said.preset);
    options.data = said.data;
    options.run = said.out;
  }
  for (const auto& apply : flags.apply) apply(options);
  options.device = context.device;
  if (context.threads > 0) options.threads = context.threads;
  try {
    core::check(options);
  } catch (const core::OptionError& error) {
    throw core::UsageError("this option cannot be " + error.value(), flag_of(error.option()), error.hint());
  }
  return options;
}

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

void run_training(const TrainFlags& said, const Flags& flags, CliContext& context) {
  const core::TrainOptions options = resolve(said, flags, context);
  const std::unique_ptr<core::Trainer> trainer = context.engine().make_trainer(
      options, !said.resume.empty(), context.progress("reading " + options.data));
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
  auto flags = std::make_shared<Flags>();
  TrainFlags& said = *flags->said;
  command->add_option("DATA", said.data, "Folder of images, packed file, rooms or portraits");
  command->add_option("--preset", said.preset, "classic (pytorch/examples) or paper (2015 recipe)")
      ->capture_default_str();
  command->add_option("--out", said.out, "Folder of the run: checkpoints, curves, sheets, model.safetensors");
  command->add_option("--resume", said.resume, "Go on with the run in this folder, exactly where it stopped");
  add_network_flags(*command, *flags);
  add_recipe_flags(*command, *flags);
  add_run_flags(*command, *flags);
  command->footer("Example: ganscope train rooms --preset classic --steps 200 --out runs/rooms");
  command->callback([flags, &context] { run_training(*flags->said, *flags, context); });
}

}  // namespace app
