#include "app/bench/interactive.h"
#include "app/bench/load.h"
#include "app/cli/context.h"
#include "app/cli/number_range.h"

namespace app {

void add_bench(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("bench", "Measure the program itself");
  command->require_subcommand(1);
  auto options = std::make_shared<InteractiveBenchOptions>();
  auto* interactive = command->add_subcommand(
      "interactive",
      "Drag in the real window, alone and beside a training: latency, pictures a second, training rate");
  interactive->add_option("--moves", options->moves, "Cursor moves")
      ->check(CLI::Range(30, 100000))
      ->capture_default_str();
  interactive->add_option("--rate", options->moves_per_second, "Moves a second")
      ->check(number_range(1.0, 120.0))
      ->capture_default_str();
  interactive->add_option("--ngf", options->width, "Width of both nets in training")
      ->check(CLI::Range(4, 256))
      ->capture_default_str();
  interactive->add_option("--model", options->model, "Model of the part without training")
      ->capture_default_str();
  interactive->callback([options, &context] {
    const core::Json result = run_interactive_bench(context.shared_engine(), *options);
    context.print(result, core::json_text(result));
  });

  auto load_options = std::make_shared<LoadBenchOptions>();
  auto* load = command->add_subcommand(
      "load",
      "Seconds from the start to the first picture, and from the drop of a model file to its first picture");
  load->add_option("FILE", load_options->file, "Model file to drop; none = only the start");
  load->add_option("--drops", load_options->drops, "How often")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  load->callback([load_options, &context] {
    const core::Json result = run_load_bench(context.shared_engine(), *load_options);
    context.print(result, core::json_text(result));
  });
}

}  // namespace app
