#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"
#include "core/base/error.h"

namespace app {
namespace {

struct SampleOptions {
  FigureOptions figure;
  int count = 64;
  int columns = 0;
  int gap = 0;
  int enlarge = 1;
  std::vector<std::string> latents;
};

core::FigureRequest make(const SampleOptions& options, const core::ModelInfo& model) {
  core::SampleRequest request;
  request.items = options.latents.empty() ? seeded(options.figure.seed, options.count, model)
                                          : parse_exemplars(options.latents, model);
  request.columns = options.columns;
  request.gap = options.gap;
  request.enlarge = options.enlarge;
  return request;
}

}  // namespace

void add_sample(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("sample", "Pictures of single z on one sheet");
  auto options = std::make_shared<SampleOptions>();
  add_figure_options(*command, options->figure);
  auto* count = command->add_option("--count", options->count, "Pictures");
  count->check(in_range(core::figure_range::kItems))->capture_default_str();
  command->add_option("--z", options->latents, "Seeds and .npy files instead of --seed and --count")
      ->delimiter(',')
      ->excludes(command->get_option("--seed"), count);
  command->add_option("--columns", options->columns, "Pictures a row; 0 = as square as possible")
      ->check(in_range(core::figure_range::kSheetColumns));
  command->add_option("--gap", options->gap, "Pixels between pictures")
      ->check(in_range(core::figure_range::kGap));
  command->add_option("--enlarge", options->enlarge, "Whole-number enlargement")
      ->check(in_range(core::figure_range::kEnlarge));
  command->footer("Example: ganscope sample rooms --count 64 --seed 1 --out sheet.png");
  command->callback([options, &context] {
    write_figure(context, options->figure, "sampling",
                 [&](const core::ModelInfo& model) { return make(*options, model); });
  });
}

}  // namespace app
