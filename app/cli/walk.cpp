#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"
#include "core/base/error.h"

namespace app {
namespace {

struct WalkOptions {
  FigureOptions figure;
  int points = 9;
  std::vector<std::string> latents;
  std::string interpolation;
  core::WalkRequest request;
};

core::FigureRequest make(const WalkOptions& options, const core::ModelInfo& model) {
  core::WalkRequest request = options.request;
  request.pins = options.latents.empty() ? seeded(options.figure.seed, options.points, model)
                                         : parse_exemplars(options.latents, model);
  request.path.interpolation = core::default_interpolation(model.prior);
  if (!options.interpolation.empty()) {
    const auto kind = core::parse_interpolation(options.interpolation);
    if (!kind) throw core::UsageError("unknown interpolation", options.interpolation, "lerp or slerp");
    request.path.interpolation = *kind;
  }
  return request;
}

}  // namespace

void add_walk(CLI::App& program, CliContext& context) {
  auto* command =
      program.add_subcommand("walk", "Walk through latent space: MP4, GIF, or figure 4's sheet as PNG");
  auto options = std::make_shared<WalkOptions>();
  core::WalkRequest& request = options->request;
  request.path.ease = false;
  add_figure_options(*command, options->figure);
  auto* points = command->add_option("--points", options->points, "Random points joined");
  points->check(CLI::Range(2, 10000))->capture_default_str();
  command->add_option("--z", options->latents, "Seeds and .npy files instead of --seed and --points")
      ->delimiter(',')
      ->excludes(command->get_option("--seed"), points);
  command->add_option("--interpolation", options->interpolation,
                      "lerp or slerp; by default what fits the prior");
  command->add_flag("--loop", request.path.loop, "Come back to the first point");
  command->add_flag("--ease", request.path.ease, "Slow down at every point");
  command->add_option("--seconds", request.path.seconds_per_segment, "Seconds from point to point")
      ->check(number_range(0.1, 600.0))
      ->capture_default_str();
  command
      ->add_option("--fps", request.path.frames_per_second,
                   "Frames a second; a GIF holds at most 50, in whole hundredths of a second")
      ->check(CLI::Range(1, 120))
      ->capture_default_str();
  command->add_option("--enlarge", request.enlarge, "Whole-number enlargement")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command->add_option("--columns", request.columns, "PNG: steps a row")
      ->check(CLI::Range(2, 100))
      ->capture_default_str();
  command->add_flag("--cross-fade", request.cross_fade, "Beside the walk, the same points blended in pixels");
  command->footer("Example: ganscope walk rooms --points 9 --seed 1 --out walk.mp4");
  command->callback([options, &context] {
    write_figure(context, options->figure, "walking",
                 [&](const core::ModelInfo& model) { return make(*options, model); });
  });
}

}  // namespace app
