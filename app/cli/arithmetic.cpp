#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"

namespace app {
namespace {

struct ArithmeticOptions {
  FigureOptions figure;
  std::vector<std::string> a, b, c;
  double noise = 0.25;
  bool norm_matched = false;
};

}  // namespace

void add_arithmetic(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "arithmetic",
      "mean(A) - mean(B) + mean(C) as figure 7: exemplars, result with neighbours, pixel space");
  auto options = std::make_shared<ArithmeticOptions>();
  options->figure.seed = 1;
  add_figure_options(*command, options->figure);
  command->get_option("--seed")->description("Seed of the noise round the result");
  command->add_option("--a", options->a, "Seeds or .npy files, three or more are wanted")->delimiter(',');
  command->add_option("--b", options->b, "What is taken away")->delimiter(',');
  command->add_option("--c", options->c, "What is added")->delimiter(',');
  command->add_option("--noise", options->noise, "Uniform noise of the eight neighbours, +-")
      ->check(in_range(core::figure_range::kNoise))
      ->capture_default_str();
  command->add_flag("--norm-matched", options->norm_matched, "Put the result on the prior's typical norm");
  command->footer("Example: ganscope arithmetic faces --a 3,17,40 --b 5,8,9 --c 2,11,30 --out sheet.png");
  command->callback([options, &context] {
    write_figure(context, options->figure, "arithmetic", [&](const core::ModelInfo& model) {
      return core::ArithmeticRequest{parse_exemplars(options->a, model),
                                     parse_exemplars(options->b, model),
                                     parse_exemplars(options->c, model),
                                     options->noise,
                                     options->figure.seed,
                                     options->norm_matched};
    });
  });
}

}  // namespace app
