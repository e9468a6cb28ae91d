#include <algorithm>
#include <cstdio>

#include "app/cli/context.h"
#include "app/cli/model_options.h"
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
          {"format", model.format},
          {"layout", model.layout},
          {"words", model.words},
          {"size", model.size},
          {"channels", model.channels},
          {"nz", model.nz},
          {"ngf", model.ngf},
          {"ndf", model.ndf},
          {"prior", core::prior_name(model.prior)},
          {"prior_is_guess", model.prior_is_guess},
          {"classes", model.classes},
          {"generator", model.has_generator},
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
  row("format", model.format);
  if (!model.words.empty()) row("recognised", model.words);
  row("layout", model.layout + ", " + std::to_string(model.size) + " x " + std::to_string(model.size) + ", " +
                    (model.channels == 1 ? "grey" : "colour") + ", ngf " + std::to_string(model.ngf) +
                    ", ndf " + std::to_string(model.ndf));
  row("z", std::to_string(model.nz) + ", prior " +
               (model.prior == core::Prior::kGaussian ? "N(0, I)" : "U(-1, 1)") +
               (model.prior_is_guess ? " (a guess; --prior changes it)" : ""));
  row("weights", model.weights + ", step " + core::thousands(model.step));
  row("parameters",
      (model.has_generator ? "G " + core::thousands(model.generator_parameters) : "no G") +
          (model.has_discriminator ? ", D " + core::thousands(model.discriminator_parameters) : ", no D"));
  std::string modes;
  for (const core::BatchNormMode mode : model.modes)
    modes += (modes.empty() ? "" : ", ") + std::string(core::batch_norm_mode_name(mode));
  row("BatchNorm", modes);
  if (model.has_generator) row("G blocks", shapes_text(model.generator_blocks));
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

core::Json json_of(const core::ModelReport& report) {
  core::Json tensors = core::Json::array();
  for (const core::TensorFacts& one : report.tensors)
    tensors.push_back(
        {{"name", one.name}, {"type", one.type}, {"shape", one.shape}, {"non_finite", one.non_finite}});
  core::Json json{{"file", report.file},
                  {"format", report.format},
                  {"layout", report.layout},
                  {"words", report.words},
                  {"values", report.values},
                  {"tensors", tensors},
                  {"pixel_mean", report.pixel_mean},
                  {"pixel_deviation", report.pixel_deviation},
                  {"sample_difference", report.sample_difference},
                  {"problems", report.problems},
                  {"sound", report.problems.empty()}};
  json["statistics_difference"] =
      report.statistics_difference ? core::Json(*report.statistics_difference) : core::Json();
  if (!report.sheet.empty()) json["sheet"] = report.sheet.string();
  return json;
}

std::string table(const core::ModelReport& report) {
  std::string text = report.file + ": " + report.format + ", " + report.layout;
  if (!report.words.empty()) text += "\n" + report.words;
  for (const core::TensorFacts& one : report.tensors) {
    std::string shape;
    for (const std::int64_t length : one.shape)
      shape += (shape.empty() ? "" : " x ") + std::to_string(length);
    text += "\n  " + one.type + std::string(6 - std::min<std::size_t>(5, one.type.size()), ' ') + one.name +
            "  " + (shape.empty() ? "one value" : shape);
    if (one.non_finite > 0) text += "  NaN or infinite: " + core::thousands(one.non_finite);
  }
  text += "\n" + std::to_string(report.tensors.size()) + " tensors, " + core::thousands(report.values) +
          " values";
  char line[160];
  if (report.statistics_difference) {
    std::snprintf(
        line, sizeof line,
        "\nBatchNorm: the file's statistics change the picture by %.3f of its range against a batch's",
        *report.statistics_difference);
    text += line;
  }
  if (report.pixel_deviation > 0) {
    std::snprintf(line, sizeof line,
                  "\n64 samples: pixels %.3f +- %.3f, difference between samples %.3f (all of a range of 1)",
                  report.pixel_mean, report.pixel_deviation, report.sample_difference);
    text += line;
  }
  for (const std::string& problem : report.problems) text += "\nproblem: " + problem;
  if (report.problems.empty()) text += "\nsound";
  return text;
}

void add_info(CLI::App& command, CliContext& context) {
  auto* info = command.add_subcommand("info", "Layout, sizes, statistics, metadata, hash");
  auto options = std::make_shared<ModelOptions>();
  add_model_options(*info, *options);
  info->callback([options, &context] {
    const core::FrozenModelPtr model = context.engine().load_model(options->source());
    context.print(json_of(model->info()), table(model->info()));
  });
}

void add_verify(CLI::App& command, CliContext& context) {
  auto* verify = command.add_subcommand(
      "verify",
      "Shapes, NaN and infinity, BatchNorm statistics, 64 samples; exit status 1 when something is wrong");
  auto options = std::make_shared<ModelOptions>();
  auto out = std::make_shared<std::string>();
  add_model_options(*verify, *options);
  verify->add_option("--out", *out, "Sheet of 64 samples to write (.png)");
  verify->callback([options, out, &context] {
    const core::ModelReport report =
        context.engine().verify_model(options->source(), *out, context.progress("verifying"));
    context.print(json_of(report), table(report));
    if (!report.problems.empty())
      throw core::Error("the model is not sound", report.file, report.problems.front());
  });
}

void add_convert(CLI::App& command, CliContext& context) {
  auto* convert = command.add_subcommand("convert", "Write a model in another format");

  struct Options {
    ModelOptions model;
    std::string out, net;
    bool half = false;
  };

  auto options = std::make_shared<Options>();
  add_model_options(*convert, options->model);
  convert
      ->add_option(
          "OUT", options->out,
          "File or folder to write: .safetensors, .pth, .onnx, FOLDER.npy, or a folder for Hugging Face")
      ->required();
  convert->add_option("--net", options->net, "generator, discriminator or all; .pth and .onnx hold one")
      ->check(CLI::IsMember({"generator", "discriminator", "all"}));
  convert->add_flag("--half", options->half, "Weights of convolutions in half precision");
  convert->footer("Example: ganscope model convert faces faces.pth");
  convert->callback([options, &context] {
    core::ConvertRequest request{options->model.source(), options->out, {}, options->half};
    if (options->net == "generator") request.nets = core::ConvertNets::kGenerator;
    if (options->net == "discriminator") request.nets = core::ConvertNets::kDiscriminator;
    if (options->net == "all") request.nets = core::ConvertNets::kAll;
    const core::ConvertResult result =
        context.engine().convert_model(request, context.progress("BatchNorm statistics"));
    context.print({{"path", result.path.string()}, {"format", result.format}, {"holds", result.words}},
                  result.path.string() + "  " + result.format + ", " + result.words);
  });
}

}  // namespace

void add_model(CLI::App& program, CliContext& context) {
  auto* command =
      program.add_subcommand("model", "What is inside a model file, whether it is sound, other formats");
  command->require_subcommand(1);
  add_info(*command, context);
  add_verify(*command, context);
  add_convert(*command, context);
  command->add_subcommand("list", "The models that come with the program")->callback([&context] {
    list_bundled(context);
  });
}

}  // namespace app
