#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"
#include "core/base/error.h"
#include "core/request/animation_format.h"

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

std::string rate_help() {
  std::string help = "Frames a second";
  for (const core::AnimationFormat& format : core::kAnimationFormats)
    if (format.most_frames_per_second < core::figure_range::kFramesPerSecond.high)
      help += std::string("; a ") + format.name + " holds at most " +
              std::to_string(format.most_frames_per_second);
  return help;
}

}  // namespace

void add_walk(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "walk", "Walk through latent space: " + core::animation_names() + ", or figure 4's sheet as PNG");
  auto options = std::make_shared<WalkOptions>();
  core::WalkRequest& request = options->request;
  request.path.ease = false;
  add_figure_options(*command, options->figure);
  auto* points = command->add_option("--points", options->points, "Random points joined");
  points->check(in_range(core::figure_range::kPoints))->capture_default_str();
  command->add_option("--z", options->latents, "Seeds and .npy files instead of --seed and --points")
      ->delimiter(',')
      ->excludes(command->get_option("--seed"), points);
  command->add_option("--interpolation", options->interpolation,
                      "lerp or slerp; by default what fits the prior");
  command->add_flag("--loop", request.path.loop, "Come back to the first point");
  command->add_flag("--ease", request.path.ease, "Slow down at every point");
  command->add_option("--seconds", request.path.seconds_per_segment, "Seconds from point to point")
      ->check(in_range(core::figure_range::kSecondsPerSegment))
      ->capture_default_str();
  command->add_option("--fps", request.path.frames_per_second, rate_help())
      ->check(in_range(core::figure_range::kFramesPerSecond))
      ->capture_default_str();
  command->add_option("--enlarge", request.enlarge, "Whole-number enlargement")
      ->check(in_range(core::figure_range::kEnlarge))
      ->capture_default_str();
  command
      ->add_option(
          "--columns", request.columns,
          "PNG: steps a row, one row from point to point. As in figure 4 a row ends a step before its "
          "point: of 10 steps at t = 0 to 0.9")
      ->check(in_range(core::figure_range::kWalkColumns))
      ->capture_default_str();
  command->add_flag("--end", request.end, "PNG: the last point too, as one more tile");
  command->add_flag("--cross-fade", request.cross_fade, "Beside the walk, the same points blended in pixels");
  command->footer("Example: ganscope walk rooms --points 9 --seed 1 --out walk.mp4");
  command->callback([options, &context] {
    write_figure(context, options->figure, "walking",
                 [&](const core::ModelInfo& model) { return make(*options, model); });
  });
}

}  // namespace app
