#include "app/cli/model_options.h"

#include <cstdio>

#include "core/model/doubtful_statistics.h"

namespace app {
namespace {

core::InnerActivation activation_of(const std::string& name) {
  if (const auto activation = core::parse_inner_activation(name)) return *activation;
  throw core::UsageError("unknown activation", name, "relu or leaky");
}

}  // namespace

core::ModelSource ModelOptions::source() const {
  core::ModelSource source{model, discriminator, {}, label, torch7_long};
  if (!prior.empty()) source.prior = prior_of(prior);
  if (!activation.empty()) source.activation = activation_of(activation);
  return source;
}

core::Prior prior_of(const std::string& name) {
  if (const auto prior = core::parse_prior(name)) return *prior;
  throw core::UsageError("unknown prior", name, "gaussian or uniform");
}

void add_model_options(CLI::App& command, ModelOptions& options) {
  command
      .add_option(
          "MODEL", options.model,
          "Bundled model (faces, portraits, rooms) or a file: .safetensors, .pth, .pt, .t7, .npz, .npy set")
      ->required();
  command.add_option("--discriminator", options.discriminator,
                     "A second file: one holds the generator, the other the discriminator");
  command.add_option("--prior", options.prior, "Of z, where the file does not say it: gaussian or uniform");
  command.add_option(
      "--activation", options.activation,
      "Of the generator's layers before the last, where the file does not say it: relu or leaky "
      "(slope 0.2)");
  command.add_option("--class", options.label, "Class that a conditional model draws")
      ->check(CLI::Range(0, 999));
  command
      .add_option("--t7-long", options.torch7_long,
                  "Bytes of a long in a .t7 file, 4 from 32-bit programs; without it both are tried")
      ->check(CLI::IsMember({4, 8}));
}

core::FrozenModelPtr open_model(CliContext& context, const ModelOptions& options, bool as_is) {
  core::FrozenModelPtr model = context.engine().load_model(options.source());
  const std::string spoiled = core::non_finite_words(model->info().tensors);
  if (!spoiled.empty() && !context.quiet)
    std::fprintf(stderr, "ganscope: %s: %s (ganscope model verify lists them)\n", options.model.c_str(),
                 spoiled.c_str());
  if (as_is || !core::has_doubtful_statistics(model->info())) return model;
  core::FrozenModelPtr settled = model->with_settled_statistics(context.progress("BatchNorm statistics"));
  const auto& difference = settled->info().statistics_difference;
  if (difference && !context.quiet && settled->info().modes.front() != core::BatchNormMode::kRunning)
    std::fprintf(stderr, "ganscope: %s; gathered ones are used (--bn running: the file's)\n",
                 core::statistics_words(*difference).c_str());
  return settled;
}

}  // namespace app
