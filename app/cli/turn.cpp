#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"

namespace app {
namespace {

struct TurnOptions {
  FigureOptions figure;
  std::vector<std::string> left, right;
  int rows = 5, columns = 11;
  double step = 1.0;
};

}  // namespace

void add_turn(CLI::App& program, CliContext& context) {
  auto* command =
      program.add_subcommand("turn", "The axis from one set to another added to fresh samples, as figure 8");
  auto options = std::make_shared<TurnOptions>();
  options->figure.seed = 100;
  add_figure_options(*command, options->figure);
  command->get_option("--seed")->description("First seed of the fresh samples, one a row");
  command->add_option("--left", options->left, "Seeds or .npy files, four are usual")->delimiter(',');
  command->add_option("--right", options->right, "The other end")->delimiter(',');
  command->add_option("--rows", options->rows, "Fresh samples")
      ->check(in_range(core::figure_range::kItems))
      ->capture_default_str();
  command->add_option("--columns", options->columns, "Steps from -step to +step")
      ->check(in_range(core::figure_range::kTurnColumns))
      ->capture_default_str();
  command->add_option("--step", options->step, "Largest multiple of the axis")
      ->check(in_range(core::figure_range::kTurnStep))
      ->capture_default_str();
  command->footer("Example: ganscope turn portraits --left 1,2,3,4 --right 5,6,7,8 --out sheet.png");
  command->callback([options, &context] {
    write_figure(context, options->figure, "turning", [&](const core::ModelInfo& model) {
      return core::TurnRequest{parse_exemplars(options->left, model), parse_exemplars(options->right, model),
                               seeded(options->figure.seed, options->rows, model), options->columns,
                               options->step};
    });
  });
}

}  // namespace app
