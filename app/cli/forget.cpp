#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"
#include "app/cli/seed.h"
#include "core/base/error.h"
#include "core/request/boxes_json.h"

namespace app {
namespace {

struct ForgetOptions {
  FigureOptions figure;
  std::string boxes;  // the file
  core::FitRequest fit;
  int top = 0, columns = 10;
  std::uint64_t control_seed = 1;
};

core::FigureRequest make(const ForgetOptions& options, const core::ModelInfo& model) {
  core::ForgetRequest request;
  request.fit = options.fit;
  request.fit.boxes = core::read_boxes(options.boxes, model.size);
  request.top_k = options.top;
  request.use_positive = options.top == 0;
  request.control_seed = options.control_seed;
  check_seeds(options.figure.seed, options.columns);
  for (int i = 0; i < options.columns; ++i)
    request.sheet_seeds.push_back(options.figure.seed + static_cast<std::uint64_t>(i));
  return request;
}

void write_forget(CliContext& context, const ForgetOptions& options) {
  if (options.boxes.empty() && !options.figure.made_again())
    throw core::UsageError("no boxes to learn from", "--boxes",
                           "give COCO JSON, or --from and a sheet, which holds its boxes");
  write_figure(
      context, options.figure, "forgetting",
      [&](const core::ModelInfo& model) { return make(options, model); },
      [&](core::FigureRequest& saved, const core::ModelInfo& model) {
        if (!options.boxes.empty())
          std::get<core::ForgetRequest>(saved).fit.boxes = core::read_boxes(options.boxes, model.size);
      });
}

}  // namespace

void add_forget(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "forget", "Fit which feature maps draw the boxed objects, switch them off: before, after, random maps");
  auto options = std::make_shared<ForgetOptions>();
  options->figure.seed = 3000;
  add_figure_options(*command, options->figure);
  command->get_option("--seed")->description("First seed of the sheet's samples");
  options->figure.beside_saved.push_back(
      command->add_option("--boxes", options->boxes,
                          "COCO JSON; the image seed-17 is the sample of seed 17. With --from or --state: "
                          "instead of the boxes there"));
  command->add_option("--label", options->fit.label, "Category that is forgotten")->capture_default_str();
  command
      ->add_option("--layer", options->fit.block,
                   "Generator block; 2 is the 8x8 block, the paper's second highest")
      ->check(in_range(core::figure_range::kGeneratorBlock))
      ->capture_default_str();
  command->add_option("--c", options->fit.c, "Inverse strength of the fit's L2 penalty, C as in scikit-learn")
      ->check(in_range(core::figure_range::kC))
      ->capture_default_str();
  command->add_option("--top", options->top, "Maps switched off; 0 = all of positive weight, as in the paper")
      ->check(in_range(core::figure_range::kTopMaps));
  command->add_option("--columns", options->columns, "Samples on the sheet")
      ->check(in_range(core::figure_range::kItems))
      ->capture_default_str();
  command->add_option("--control-seed", options->control_seed, "Draw of the random maps")
      ->check(seed_range())
      ->capture_default_str();
  command->footer("Example: ganscope forget rooms --boxes boxes.json --layer 2 --top 40 --out sheet.png");
  command->callback([options, &context] { write_forget(context, *options); });
}

}  // namespace app
