#include "app/cli/context.h"
#include "core/base/format.h"
#include "core/base/paths.h"

namespace app {
namespace {

core::Json shapes(const std::vector<core::BlockShape>& blocks) {
  core::Json list = core::Json::array();
  for (const core::BlockShape& block : blocks) list.push_back({block.channels, block.height, block.width});
  return list;
}

core::Json json_of(const core::ModelInfo& model) {
  core::Json modes = core::Json::array();
  for (const core::BatchNormMode mode : model.modes) modes.push_back(core::batch_norm_mode_name(mode));
  return {{"name", model.name},
          {"sha256", model.sha256},
          {"layout", model.layout},
          {"size", model.size},
          {"channels", model.channels},
          {"nz", model.nz},
          {"ngf", model.ngf},
          {"ndf", model.ndf},
          {"prior", core::prior_name(model.prior)},
          {"weights", model.weights},
          {"step", model.step},
          {"discriminator", model.has_discriminator},
          {"generator_parameters", model.generator_parameters},
          {"discriminator_parameters", model.discriminator_parameters},
          {"generator_blocks", shapes(model.generator_blocks)},
          {"discriminator_blocks", shapes(model.discriminator_blocks)},
          {"batch_norm", modes},
          {"metadata", model.metadata}};
}

std::string shapes_text(const std::vector<core::BlockShape>& blocks) {
  std::string text;
  for (const core::BlockShape& block : blocks)
    text += (text.empty() ? "" : " | ") + std::to_string(block.channels) + "x" +
            std::to_string(block.height) + "x" + std::to_string(block.width);
  return text;
}

std::string table(const core::ModelInfo& model) {
  std::string text;
  const auto row = [&](const char* name, const std::string& value) {
    text += std::string(name) + std::string(14 - std::char_traits<char>::length(name), ' ') + value + "\n";
  };
  row("model", model.name);
  row("layout", model.layout + ", " + std::to_string(model.size) + " x " + std::to_string(model.size) + ", " +
                    (model.channels == 1 ? "grey" : "colour") + ", ngf " + std::to_string(model.ngf) +
                    ", ndf " + std::to_string(model.ndf));
  row("z", std::to_string(model.nz) + ", prior " +
               (model.prior == core::Prior::kGaussian ? "N(0, I)" : "U(-1, 1)"));
  row("weights", model.weights + ", step " + core::thousands(model.step));
  row("parameters",
      "G " + core::thousands(model.generator_parameters) +
          (model.has_discriminator ? ", D " + core::thousands(model.discriminator_parameters) : ", no D"));
  std::string modes;
  for (const core::BatchNormMode mode : model.modes)
    modes += (modes.empty() ? "" : ", ") + std::string(core::batch_norm_mode_name(mode));
  row("BatchNorm", modes);
  row("G blocks", shapes_text(model.generator_blocks));
  if (model.has_discriminator) row("D blocks", shapes_text(model.discriminator_blocks));
  row("SHA-256", model.sha256);
  text.pop_back();
  return text;
}

void list_bundled(CliContext& context) {
  core::Json list = core::Json::array();
  std::string text;
  for (const core::BundledModel& model : core::bundled_models()) {
    list.push_back({{"name", model.name}, {"file", model.file.string()}});
    text += (text.empty() ? "" : "\n") + model.name + "  " + model.file.string();
  }
  context.print(list, text);
}

}  // namespace

void add_model(CLI::App& program, CliContext& context) {
  auto* command = program.add_subcommand("model", "What is inside a model file");
  command->require_subcommand(1);
  auto* info = command->add_subcommand("info", "Layout, sizes, statistics, metadata, hash");
  auto file = std::make_shared<std::string>();
  info->add_option("FILE", *file, "Model file or bundled name")->required();
  info->callback([file, &context] {
    const core::FrozenModelPtr model = context.engine().load_model({*file});
    context.print(json_of(model->info()), table(model->info()));
  });
  command->add_subcommand("list", "The models that come with the program")->callback([&context] {
    list_bundled(context);
  });
}

}  // namespace app
