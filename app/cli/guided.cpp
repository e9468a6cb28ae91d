#include <cstdio>
#include <utility>

#include "app/cli/figure_options.h"
#include "app/cli/number_range.h"
#include "app/cli/seed.h"
#include "core/base/error.h"
#include "core/request/feature_list.h"
#include "core/tasks/data/user_files.h"

namespace app {
namespace {

struct GuidedOptions {
  FigureOptions figure;
  std::string images, features = "0-5";
  std::vector<std::string> latents;
  int layer = 0, count = 5;
  bool leak = false;
  std::uint64_t random_seed = 3;
};

void take(std::vector<tasks::NamedImage> found, core::GuidedRequest& request) {
  request.images.clear();
  request.image_names.clear();
  for (auto& [name, image] : found) {
    request.images.push_back(std::move(image));
    request.image_names.push_back(std::move(name));
  }
}

/// A saved request names the images that the figure shows and does not hold their pixels.
void find_images(const GuidedOptions& options, core::GuidedRequest& saved, const core::ModelInfo& model) {
  const std::vector<std::string>& names = saved.image_names;
  if (options.images.empty() && names.empty()) return;
  if (names.empty())
    throw core::UsageError("this figure shows generated images", options.figure.saved_in(),
                           "leave --images out");
  if (options.images.empty())
    throw core::UsageError("this figure shows images that are not in it, " + names.front() +
                               (names.size() > 1 ? " and others" : ""),
                           options.figure.saved_in(), "give their folder: --images DIR");
  take(tasks::read_images(options.images, names, model.size, model.channels), saved);
}

core::FigureRequest make(const GuidedOptions& options, const core::ModelInfo& model) {
  core::GuidedRequest request;
  if (!options.images.empty()) {
    tasks::ReadImages read = tasks::read_images(options.images, options.count, model.size, model.channels);
    for (const std::string& note : read.notes) std::fprintf(stderr, "ganscope: %s\n", note.c_str());
    take(std::move(read.images), request);
  } else {
    request.generated = options.latents.empty() ? seeded(options.figure.seed, options.count, model)
                                                : parse_exemplars(options.latents, model);
  }
  request.options.block = options.layer;
  request.options.features = core::parse_feature_list(options.features);
  request.options.leak_in_backward = options.leak;
  request.random_seed = options.random_seed;
  return request;
}

}  // namespace

void add_guided(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand(
      "guided", "Guided backpropagation of D's features beside a random-weight D, as figure 5");
  auto options = std::make_shared<GuidedOptions>();
  add_figure_options(*command, options->figure);
  auto* seed = command->get_option("--seed");
  auto* images = command->add_option(
      "--images", options->images,
      "Folder of images; without it generated ones are looked at. With --from or --state: "
      "where the images named there lie");
  options->figure.beside_saved.push_back(images->excludes(seed));
  auto* count = command->add_option("--count", options->count, "Images, one a column");
  count->check(in_range(core::figure_range::kItems))->capture_default_str();
  command->add_option("--z", options->latents, "Seeds and .npy files of generated images")
      ->delimiter(',')
      ->excludes(seed, count, images);
  command->add_option("--layer", options->layer, "Block of D; 0 = its last convolution")
      ->check(in_range(core::figure_range::kDiscriminatorBlock));
  command->add_option("--features", options->features, "Numbers and ranges, one a row")
      ->capture_default_str();
  command->add_flag("--leak", options->leak,
                    "Keep 0.2 of the gradient where the pre-activation was negative");
  command->add_option("--random-seed", options->random_seed, "Seed of the random-weight D")
      ->check(seed_range())
      ->capture_default_str();
  command->footer("Example: ganscope guided rooms --images DIR --layer 4 --features 0-5 --out sheet.png");
  command->callback([options, &context] {
    write_figure(
        context, options->figure, "guided backpropagation",
        [&](const core::ModelInfo& model) { return make(*options, model); },
        [&](core::FigureRequest& saved, const core::ModelInfo& model) {
          find_images(*options, std::get<core::GuidedRequest>(saved), model);
        });
  });
}

}  // namespace app
